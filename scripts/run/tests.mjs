// Runs the suites one after the other, or side by side where one mostly waits, and closes with one line, "N passed, N failed", over all of them.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { provideChromium } from './chromium.mjs';
import { build } from './prepare.mjs';

const none = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** Names every failure again at the end, where it is seen, and closes with the counts. */
export async function runTests(root, names) {
  const reports = mkdtempSync(join(tmpdir(), 'headwater-reports-'));
  const context = { root, reports };
  const results = [];
  const run = async (name, context) => results.push({ ...none, ...(await suites[name](context)) });
  for (const name of names) {
    const [shown, ...beside] = [name].flat();
    // What runs beside another says what it has to say when that one is done.
    const said = [];
    await Promise.all([run(shown, context), ...beside.map((other) => run(other, { ...context, said }))]);
    if (said.length > 0) console.log(said.join(''));
  }
  rmSync(reports, { recursive: true, force: true });

  const failures = results.flatMap((result) => result.failures);
  if (failures.length > 0) console.log(['\n── failed', ...failures].join('\n'));
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

const suites = {
  async checks(context) {
    const results = [
      await check(context, 'lint, format and borders', 'node_modules/@biomejs/biome/bin/biome', ['check', '.']),
      // Writes the route types and next-env.d.ts that tsc reads.
      await check(context, 'route types', 'node_modules/next/dist/bin/next', ['typegen']),
      await check(context, 'types', 'node_modules/typescript/bin/tsc', ['--noEmit']),
      await check(context, 'unused code and packages', 'node_modules/knip/bin/knip.js', []),
    ];
    const failures = results.filter((result) => !result.passed).map((result) => result.title);
    return { passed: results.length - failures.length, failed: failures.length, failures };
  },
  unit: (context) => runVitest(context, ['unit']),
  async vitest(context) {
    await provideChromium(context.root); // for what runs on the pages of others
    return runVitest(context, ['unit', 'db']);
  },
  faults: (context) => runVitest(context, ['faults']),
  async e2e(context) {
    heading('end to end, in a browser', context.said);
    const missing = await provideChromium(context.root);
    if (missing) {
      console.error(missing);
      return { failed: 1, failures: [missing] };
    }
    build(context.root);
    const file = join(context.reports, 'playwright.json');
    const status = await node(context, ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    });
    const report = readJson(file);
    if (!report) return counted('playwright', status, {});
    const { expected, flaky, unexpected, skipped } = report.stats;
    const failures = report.suites.flatMap(failedSpecs);
    return counted('playwright', status, { passed: expected + flaky, failed: unexpected, skipped, failures });
  },
};

async function check(context, title, program, args) {
  heading(title, context.said);
  return { title, passed: (await node(context, [program, ...args])) === 0 };
}

async function runVitest(context, projects) {
  const { root, reports, said } = context;
  heading(`vitest: ${projects.join(', ')}`, said);
  const file = join(reports, `vitest-${projects.join('-')}.json`);
  const status = await node(context, [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = readJson(file);
  return counted(`vitest ${projects.join(', ')}`, status, report ? vitestCounts(root, report) : {});
}

function vitestCounts(root, { numPassedTests, numFailedTests, numPendingTests, testResults }) {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that could not be loaded, or whose hooks failed, has no failed test.
    if (status === 'failed' && failed.length === 0) return [`${file}: ${message}`];
    return failed.map((test) => `${file}: ${test.fullName}`);
  });
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests, failures };
}

const failedSpecs = ({ specs = [], suites: inner = [] }) => [
  ...specs.filter((spec) => !spec.ok).map((spec) => `e2e/${spec.file}: ${spec.title}`),
  ...inner.flatMap(failedSpecs),
];

/** A runner that fails without naming a test, or dies, counts as one failure. */
function counted(runner, status, counts) {
  const result = { ...none, ...counts };
  if (status === 0 || result.failed > 0) return result;
  return { ...result, failed: 1, failures: [...result.failures, `${runner} ended with ${status}`] };
}

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

function heading(title, said) {
  if (said) said.push(`\n── ${title}\n`);
  else console.log(`\n── ${title}`);
}

/** `said`: collects what it says, which is shown as it comes otherwise. */
function node({ root, said }, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: said ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: undefined, ...env },
    });
    for (const stream of said ? [child.stdout, child.stderr] : []) stream.on('data', (text) => said.push(String(text)));
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

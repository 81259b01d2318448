// Runs the suites one after the other and closes with one line, "N passed, N failed", over all of them.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideChromium } from './chromium.mjs';
import { build } from './prepare.mjs';

const none = { passed: 0, failed: 0, skipped: 0 };

export async function runTests(root, names) {
  const reports = mkdtempSync(join(tmpdir(), 'headwater-reports-'));
  const context = { root, reports };
  const total = { ...none };
  for (const name of names) {
    for (const [key, count] of Object.entries(await suites[name](context))) total[key] += count;
  }
  rmSync(reports, { recursive: true, force: true });
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
    const passed = results.filter(Boolean).length;
    return { passed, failed: results.length - passed };
  },
  unit: (context) => runVitest(context, ['unit']),
  vitest: (context) => runVitest(context, ['unit', 'db']),
  faults: (context) => runVitest(context, ['faults']),
  async e2e(context) {
    heading('end to end, in a browser');
    const missing = await provideChromium(context.root);
    if (missing) {
      console.error(missing);
      return { passed: 0, failed: 1 };
    }
    build(context.root);
    const file = join(context.reports, 'playwright.json');
    const status = await node(context.root, ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    });
    const stats = readJson(file)?.stats;
    return counted(
      status,
      stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped },
    );
  },
};

async function check({ root }, title, program, args) {
  heading(title);
  return (await node(root, [program, ...args])) === 0;
}

async function runVitest({ root, reports }, projects) {
  heading(`vitest: ${projects.join(', ')}`);
  const file = join(reports, `vitest-${projects.join('-')}.json`);
  const status = await node(root, [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const result = readJson(file);
  return counted(
    status,
    result && { passed: result.numPassedTests, failed: result.numFailedTests, skipped: result.numPendingTests },
  );
}

/** A runner that fails without naming a test, or dies, counts as one failure. */
function counted(status, counts) {
  const result = { ...none, ...counts };
  return status !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

const heading = (title) => console.log(`\n── ${title}`);

function node(root, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: undefined, ...env },
    });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

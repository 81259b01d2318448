// The one way in: `npm start`, `npm run demo`, `npm test` and the rest. Plain Node, so that it runs on a fresh clone:
// it installs, generates and builds what is missing or stale, and then runs the command in this same process.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateClient } from './prisma-generate.mjs';
import { build, install } from './run/prepare.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
process.env.NEXT_TELEMETRY_DISABLED = '1';
process.env.CHECKPOINT_DISABLE = '1';

stopWithNpm();
const [command = '', ...args] = process.argv.slice(2);

const commands = {
  async start() {
    prepare({ needsBuild: true });
    const { serveUntilStopped } = await loadTypeScript('../server.ts');
    await serveUntilStopped();
  },
  async dev() {
    prepare({ needsBuild: false });
    process.env.NODE_ENV = 'development';
    const { serveUntilStopped } = await loadTypeScript('../server.ts');
    await serveUntilStopped();
  },
  async demo() {
    prepare({ needsBuild: true });
    const { runDemo } = await loadTypeScript('./demo.ts');
    await runDemo(args);
  },
  async headwater() {
    prepare({ needsBuild: false });
    const { runCommand } = await loadTypeScript('../lib/cli/run-command.ts');
    process.exitCode = await runCommand(args);
  },
  /** What a change must hold to before it is committed; the live data is checked by `headwater -- verify`. */
  async verify() {
    await runSuites(['checks', 'unit']);
  },
  async sandbox() {
    prepare({ needsBuild: false });
    process.argv.splice(2, 1); // it reads the rest itself
    await loadTypeScript('../sandbox/main.ts');
  },
  async bench() {
    prepare({ needsBuild: false });
    const { runBench } = await loadTypeScript('../bench/run-bench.ts');
    await runBench(args);
  },
  async test() {
    await runSuites(['checks', 'vitest', 'e2e']);
  },
  async 'test:faults'() {
    await runSuites(['faults']);
  },
  /** Everything, with one closing line. */
  async ci() {
    process.env.HEADWATER_FAULT_CUSTOMERS ??= '100'; // `npm run test:faults` takes twice as many
    await runSuites(['vitest', 'e2e', ['faults', 'checks']]);
  },
};

if (!Object.hasOwn(commands, command)) {
  console.error(`Usage: node scripts/run.mjs ${Object.keys(commands).join(' | ')}`);
  process.exit(2);
}
try {
  await commands[command]();
} catch (error) {
  console.error(error instanceof Error && !process.env.DEBUG ? explain(error) : error);
  process.exit(1);
}

/** npm passes a signal on to a shell that does not pass it on to us: when they are gone, we stop as well. */
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

function prepare({ needsBuild }) {
  install(root);
  generateClient();
  if (needsBuild) build(root);
  process.env.NODE_ENV ??= 'production';
}

async function loadTypeScript(path) {
  const { register } = await import('tsx/esm/api');
  register();
  return import(path);
}

async function runSuites(names) {
  install(root);
  generateClient();
  const { runTests } = await import('./run/tests.mjs');
  process.exitCode = await runTests(root, names);
}

function explain(error) {
  const causes = [];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause)
    causes.push(`\n  because: ${cause.message}`);
  return `${error.message || error}${causes.join('')}\n(DEBUG=1 prints where it happened.)`;
}

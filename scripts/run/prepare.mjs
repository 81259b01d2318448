// Brings a checkout to where a command can run. Each step is skipped when nothing changed since the last time, and what
// it says goes to stderr, so that a command's own output stays clean.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `npm ci` when packages are missing or differ from the lock file. */
export function install(root) {
  if (isInstalled(root)) return;
  console.error('Installing packages …');
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [program, ...before] = npm;
  run(root, program, [...before, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** `next build` when anything that goes into it changed. */
export function build(root) {
  const stampFile = join(root, '.next/headwater-build');
  const stamp = hashSources(root);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.error('Building …');
  run(root, process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], { NODE_ENV: 'production' });
  writeFileSync(stampFile, stamp);
}

/** Compares the lock file with the one npm leaves beside what it installed. */
function isInstalled(root) {
  const installedFile = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, peer }]) =>
      path === '' || optional || devOptional || peer || installed[path]?.version === version,
  );
}

const SOURCES = [
  'app',
  'components',
  'instrumentation-client.ts',
  'lib',
  'public',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'prisma/schema.prisma',
  'proxy.ts',
  'tsconfig.json',
];

function hashSources(root) {
  const hash = createHash('sha256');
  const add = (path) => {
    hash
      .update(`${path}\n`)
      .update(readFileSync(join(root, path)))
      .update('\n');
  };
  const walk = (folder) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (!/\.test\.tsx?$/.test(entry.name) && !path.startsWith('lib/db/generated/')) add(path);
    }
  };
  for (const source of SOURCES) {
    if (!existsSync(join(root, source))) continue;
    if (source.includes('.')) add(source);
    else walk(source);
  }
  return hash.digest('hex');
}

/** stdout is for the command itself: what these steps print goes to stderr. */
function run(root, program, args, env = {}) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

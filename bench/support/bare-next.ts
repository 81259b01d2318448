import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Compiles the bare Next application in a folder of the checkout; returns the arguments that start it. */
export function buildBareNext(folder: string): string[] {
  const next = `${root}node_modules/next/dist/bin/next`;
  const built = spawnSync(process.execPath, [next, 'build', folder], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The bare Next application does not build:\n${built.stdout}${built.stderr}`);
  return [next, 'start', folder];
}

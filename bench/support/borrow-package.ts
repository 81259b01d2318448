import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Another product's package, to measure against: installed beside the project and not into it, since nothing else needs
 * it. Its install scripts do not run. `name` with its exact version; `entry` is the module inside it.
 */
export async function borrowPackage(name: string, version: string, entry: string): Promise<unknown> {
  const folder = join(tmpdir(), `headwater-bench-${name.replaceAll('/', '-')}-${version}`);
  if (!existsSync(join(folder, 'node_modules', name))) {
    mkdirSync(folder, { recursive: true });
    const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
    const installed = spawnSync('npm', [...args, `${name}@${version}`], { encoding: 'utf8' });
    if (installed.status !== 0) throw new Error(`${name} cannot be installed:\n${installed.stderr}`);
  }
  return import(pathToFileURL(join(folder, 'node_modules', name, entry)).href);
}

// `prisma generate` without internet: the CLI would download a schema engine that generating never uses, so it is
// pointed at a file that exists. Skipped while neither the schema nor Prisma has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const generated = join(root, 'lib/db/generated');
const stampFile = join(generated, '.schema-hash');

if (process.argv[1] === fileURLToPath(import.meta.url)) generateClient();

export function generateClient() {
  const stamp = createHash('sha256')
    .update(readFileSync(join(root, 'prisma/schema.prisma')))
    .update(readFileSync(join(root, 'node_modules/prisma/package.json')))
    .digest('hex');
  const isCurrent =
    existsSync(join(generated, 'client.ts')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (isCurrent) return;

  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/prisma/build/index.js'), 'generate'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  );
  if (status !== 0) {
    process.stderr.write(stderr);
    process.exit(status ?? 1);
  }
  writeFileSync(stampFile, stamp);
  console.error('Prisma client generated.');
}

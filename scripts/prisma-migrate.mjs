// Makes migrations offline, in Prisma's own format:
//   node scripts/prisma-migrate.mjs diff          prints the SQL from prisma/migrations to prisma/schema.prisma
//   node scripts/prisma-migrate.mjs make <name>   writes it as the next migration
// `make init` while the only migration is an init writes that one anew: for schemas that were never released.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';

const [command, name] = process.argv.slice(2);
const { diffSchema } = await tsImport('../lib/db/schema-diff.ts', import.meta.url);
const { MIGRATIONS_FOLDER } = await tsImport('../lib/db/migration-files.ts', import.meta.url);

if (command === 'diff') console.log((await diffSchema()) || '-- no difference');
else if (command === 'make' && name) await make(name);
else {
  console.error('Usage: node scripts/prisma-migrate.mjs diff | make <name>');
  process.exitCode = 2;
}

async function make(label) {
  mkdirSync(MIGRATIONS_FOLDER, { recursive: true });
  const existing = readdirSync(MIGRATIONS_FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const onlyInit = existing.length === 1 && existing[0].name.endsWith('_init') ? existing[0].name : null;
  const startsOver = label === 'init' && onlyInit !== null;

  const sql = await (startsOver ? diffSchema([]) : diffSchema());
  if (!sql) return console.log('Nothing to do: the migrations already lead to prisma/schema.prisma.');

  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(MIGRATIONS_FOLDER, startsOver ? onlyInit : `${stamp}_${label}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, 'migration.sql'), `${sql}\n`);
  writeFileSync(join(MIGRATIONS_FOLDER, 'migration_lock.toml'), 'provider = "postgresql"\n');
  console.log(`Wrote ${folder}`);
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase, getDb } from '@/lib/db/client';
import { createTestDatabase, type TestDatabase } from '@/lib/db/testing/test-database';
import { importRates } from './import-rates';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const HEADER = 'day,base,quote,rate\n';

test('an import replaces what changed, counts it, and stays in its workspace', async () => {
  const csv = `${HEADER}2026-01-02,eur,usd,1.08\n2026-01-03,eur,usd,1.09\n2026-01-03,eur,usd,1.10\n`;
  expect(await importRates('ws_a', csv, 'csv')).toEqual({ rows: 3, changed: 2 });
  expect(await importRates('ws_a', csv, 'csv')).toEqual({ rows: 3, changed: 0 });
  expect(await importRates('ws_a', `${HEADER}2026-01-02,eur,usd,1.07`, 'csv')).toEqual({ rows: 1, changed: 1 });

  const rows = await getDb().fxRate.findMany({ orderBy: { day: 'asc' } });
  expect(rows.map(({ workspaceId, rate }) => [workspaceId, rate.toString()])).toEqual([
    ['ws_a', '1.07'],
    ['ws_a', '1.1'],
  ]);
});

test('a file with one bad line changes nothing', async () => {
  await expect(importRates('ws_b', `${HEADER}2026-01-02,eur,usd,1.08\nnever,eur,usd,1`, 'csv')).rejects.toThrow(
    /line 3/,
  );
  expect(await getDb().fxRate.count({ where: { workspaceId: 'ws_b' } })).toBe(0);
});

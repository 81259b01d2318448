import { afterAll, beforeAll, expect, test } from 'vitest';
import { getDb } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { importRates } from './import-rates';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await getDb().workspace.create({ data: { id: 'ws_other', name: 'Other' } });
});
afterAll(() => harness.close());

const HEADER = 'day,base,quote,rate\n';

test('an import replaces what changed, counts it, and stays in its workspace', async () => {
  const { workspaceId } = harness.account;
  const csv = `${HEADER}2026-01-02,eur,usd,1.08\n2026-01-03,eur,usd,1.09\n2026-01-03,eur,usd,1.10\n`;
  expect(await importRates(workspaceId, csv, 'csv')).toEqual({ rows: 3, changed: 2 });
  expect(await importRates(workspaceId, csv, 'csv')).toEqual({ rows: 3, changed: 0 });
  expect(await importRates(workspaceId, `${HEADER}2026-01-02,eur,usd,1.07`, 'csv')).toEqual({ rows: 1, changed: 1 });

  const rows = await getDb().fxRate.findMany({ orderBy: { day: 'asc' } });
  expect(rows.map((row) => [row.workspaceId, row.rate.toString()])).toEqual([
    [workspaceId, '1.07'],
    [workspaceId, '1.1'],
  ]);
});

test('a file with one bad line changes nothing', async () => {
  await expect(importRates('ws_other', `${HEADER}2026-01-02,eur,usd,1.08\nnever,eur,usd,1`, 'csv')).rejects.toThrow(
    /line 3/,
  );
  expect(await getDb().fxRate.count({ where: { workspaceId: 'ws_other' } })).toBe(0);
});

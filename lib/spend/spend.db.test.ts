import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { writeKey } from '@/lib/page-key';
import { deleteSpend } from './delete-spend';
import { loadSpend } from './load-spend';
import { guessColumns, parseSpendCsv } from './parse-spend-csv';
import { previewSpend } from './preview-spend';
import { saveSpend } from './save-spend';
import { spendRequest } from './spend-row';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => getPool().query('truncate spend'));
afterAll(() => harness.close());

const row = {
  day: '2026-03-01',
  source: 'google',
  medium: 'cpc',
  campaign: 'spring',
  currency: 'EUR',
  amount: '12.50',
};
const save = (spend: unknown[]) =>
  saveSpend({ workspaceId: harness.account.workspaceId, userId: null }, spendRequest.parse({ spend }).spend);
/** As long, and of letters that do not compress. */
const distinct = (first: string, length: number) =>
  String.fromCodePoint(
    ...Array.from({ length }, () => (first.codePointAt(0) ?? 0) + randomInt(first === 'a' ? 26 : 4000)),
  );
const stored = async () => (await loadSpend(harness.account.workspaceId, {})).rows;

test('FK-49 BY-39 spend that is told again replaces itself; a reference tells two amounts of a day apart', async () => {
  expect(await save([row, { ...row, reference: 'ad 2' }])).toEqual({ rows: 2, added: 2, changed: 0 });
  expect(
    await save([
      { ...row, amount: 13 },
      { ...row, reference: 'ad 2' },
    ]),
  ).toEqual({ rows: 2, added: 0, changed: 1 });
  expect((await stored()).map(({ reference, amountMinor }) => [reference, amountMinor]).sort()).toEqual([
    ['', 1300],
    ['ad 2', 1250],
  ]);
  await expect(save([row, row])).rejects.toMatchObject({ code: 'unprocessable', field: 'spend.1.reference' });
});

test('FK-49 amounts are exact in the currency’s own decimals, or refused by name', () => {
  const minor = (extra: object) => spendRequest.safeParse({ spend: [{ ...row, ...extra }] });
  const of = (extra: object) => minor(extra).data?.spend[0]?.amountMinor;
  expect([of({ currency: 'jpy', amount: '900' }), of({ currency: 'kwd', amount: '1.5' }), of({ amount: 0.1 })]).toEqual(
    [900n, 1500n, 10n],
  );
  for (const [extra, said] of [
    [{ amount: '1.005' }, 'decimals of EUR'],
    [{ amount: '1,000' }, 'such as 1234.56'],
    [{ amount: '-1' }, 'such as 1234.56'],
    [{ amountMinor: 1 }, 'either amount or amountMinor'],
    [{ day: '2026-02-30' }, 'a day such as'],
    [{ day: '0000-01-01' }, 'between 2000 and 2200'],
    [{ currency: 'euro' }, 'ISO 4217'],
  ] as const)
    expect(minor(extra).error?.issues[0]?.message).toContain(said);
  expect(
    spendRequest.safeParse({ spend: Array.from({ length: 5001 }, () => row) }).error?.issues[0]?.message,
  ).toContain('at most 5000 rows');
});

test('names are as long as they fit into the index together', async () => {
  const named = (text: string) => ({ ...row, source: text, medium: text, campaign: text, reference: text });
  expect(await save([named(distinct('中', 170))])).toMatchObject({ added: 1 });
  expect(await save([named(distinct('a', 255))])).toMatchObject({ added: 1 });
  for (const text of ['中'.repeat(171), 'a'.repeat(256)])
    expect(spendRequest.safeParse({ spend: [named(text)] }).error?.issues[0]).toMatchObject({
      path: ['spend', 0, 'source'],
      message: 'must be at most 255 characters, and 512 bytes',
    });
});

test('rows that come to more than can be shown are refused, and a file of them is explained', async () => {
  const rows = Array.from({ length: 1000 }, (_, index) => ({ ...row, amount: '100000000000', reference: `${index}` }));
  await expect(save(rows)).rejects.toMatchObject({ code: 'unprocessable', field: 'spend' });
  const lines = rows.map(({ day, amount, reference }) => `${day},${amount},${reference}`).join('\n');
  expect(previewSpend(`day,amount,reference\n${lines}`, undefined, 'eur')).toMatchObject({
    ...{ rows: 0, problem: 'The amounts in EUR add up to too much: check them.' },
  });
});

test('the same rows in opposite order, told at once, are both taken', async () => {
  const rows = Array.from({ length: 500 }, (_, index) => ({ ...row, reference: `${index}` }));
  for (const amount of ['1', '2', '3', '4'])
    await Promise.all([
      save(rows.map((one) => ({ ...one, amount }))),
      save(rows.map((one) => ({ ...one, amount: `${amount}.50` })).reverse()),
    ]);
  const { rows: stored } = await getPool().query('select distinct amount_minor from spend');
  expect(stored).toHaveLength(1);
});

test('a list goes on only where one of its pages ended', async () => {
  const page = (cursor: string) => loadSpend(harness.account.workspaceId, { cursor });
  const made = [['9999-99-99', 'x'], ['0000-01-01', 'x'], ['2026-01-01'], ['x', 'x'], ['2026-01-01', 'x\0']].map(
    writeKey,
  );
  for (const cursor of [...made, '2026-01-01 x', 'x'])
    await expect(page(cursor), cursor).rejects.toMatchObject({ code: 'bad_request', field: 'cursor' });
  expect((await page(writeKey(['2026-01-01', 'x']))).rows).toEqual([]);
});

test('a row of another workspace is neither seen nor deleted', async () => {
  await save([row]);
  const [one] = await stored();
  await expect(deleteSpend('another', one?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
  expect((await loadSpend('another', {})).rows).toEqual([]);
  expect(await deleteSpend(harness.account.workspaceId, one?.id ?? '')).toEqual({ deleted: one?.id });
  expect(await stored()).toEqual([]);
});

describe('FK-49 a file of spend', () => {
  const csv =
    '\uFEFFDate,Campaign name,Cost,Network\n2026-03-01,"spring, sale",10.00,google\n2026-03-02,spring,0.5,google\n';

  test('columns are known by their headers, or chosen', () => {
    expect(guessColumns(csv).columns).toEqual({
      day: 'Date',
      campaign: 'Campaign name',
      amount: 'Cost',
      source: 'Network',
    });
    expect(previewSpend(csv, undefined, undefined)).toMatchObject({
      rows: 0,
      problem: expect.stringContaining('the currency'),
    });
    expect(previewSpend(csv, undefined, 'eur')).toMatchObject({
      ...{ rows: 2, problem: null, totals: [{ currency: 'eur', amountMinor: 1050 }] },
    });
    const chosen = parseSpendCsv(csv, { columns: { day: 'Date', amount: 'Cost', medium: 'Network' }, currency: 'usd' });
    expect(chosen[0]).toMatchObject({ medium: 'google', source: '', campaign: '' });
  });

  test('an error names line, column and mend', () => {
    const broken = (text: string) => () => parseSpendCsv(text, { ...guessColumns(text), currency: 'eur' });
    expect(broken('day,amount\n2026-03-01,1\n2026-03-02,1 €')).toThrow(
      'line 3, column “amount” must be an amount such as 1234.56',
    );
    expect(broken('day,amount\n01.03.2026,1')).toThrow('line 2, column “day” must be a day such as 2026-01-31');
    expect(broken('day,amount\n0000-01-01,1')).toThrow('line 2, column “day” must lie between 2000 and 2200');
    expect(broken('day,amount\n2026-03-01,1,2')).toThrow('line 2 does not fit the header');
    expect(broken('day,campaign\n2026-03-01,spring')).toThrow('no column for the amount: name it amount or spend');
    expect(broken(`day,amount,campaign\n2026-03-01,1,${'中'.repeat(171)}`)).toThrow(
      'line 2, column “campaign” must be at most',
    );
    expect(broken('day,amount\n')).toThrow('holds no rows');
  });
});

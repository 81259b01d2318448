import { expect, test } from 'vitest';
import { otherLedgerWords, withoutOtherLedger } from './other-ledger-words';
import { apiQuery, reportQuery } from './report-query';

const BERLIN = { timeZone: 'Europe/Berlin' };

test('D6 a report of a past moment, under a preset or by other days says so', () => {
  expect(otherLedgerWords({}, BERLIN)).toBeNull();
  expect(otherLedgerWords({ timeZone: 'Europe/Berlin' }, BERLIN)).toBeNull();
  expect(
    otherLedgerWords(
      { preset: 'stripe-classic', asKnownOn: '2026-03-31T14:59:59.999Z', timeZone: 'Asia/Tokyo' },
      BERLIN,
    ),
  ).toBe('Under the definitions “Stripe-classic”, as known at 23:59, 31 Mar 2026, by the days of Asia/Tokyo.');
  expect(otherLedgerWords({ attributionModel: 'linear', attributionWindow: 1 }, BERLIN)).toBe(
    'Credited by “Linear”, by the touches of 1 day before the first sale.',
  );
});

test('D18 what a report is computed from is explained and taken away from the same, and can be left out again', () => {
  const asked = { preset: 'stripe-classic', asKnownOn: '2026-03-31', attributionModel: 'linear', level: 'person' };
  const search = new URLSearchParams({ from: '2026-01-01', view: 'table', ...asked });
  expect(Object.fromEntries(apiQuery(search))).toEqual({ from: '2026-01-01', ...asked });
  expect(reportQuery(asked)).toMatchObject(asked);
  expect(String(withoutOtherLedger(search))).toBe('from=2026-01-01&view=table&level=person');
});

import { z } from 'zod';
import { knownDay } from '@/lib/calendar/known-times';
import { AppError } from '@/lib/errors';
import { exponentOf, isCurrency } from '@/lib/money/currencies';
import { parseDecimal, times, whole } from '@/lib/money/decimal';

/** The most rows that one request or file may bring. */
export const MOST_ROWS = 5000;
/** Far above any campaign, far below what an integer of JSON holds. */
const LARGEST_MINOR = 10n ** 13n;

/** What was spent on a campaign on a day. */
export interface SpendRow {
  day: string;
  source: string;
  medium: string;
  campaign: string;
  currency: string;
  amountMinor: bigint;
  /** Tells two amounts of one campaign and day apart. */
  reference: string;
}

const LONGEST_NAME = 255;
/** Of UTF-8: the four names of a row share an entry of an index, which holds 2,700. */
const LARGEST_NAME = 512;
const TOO_LONG = `must be at most ${LONGEST_NAME} characters, and ${LARGEST_NAME} bytes`;

export const spendName = z
  .string()
  .trim()
  .max(LONGEST_NAME, TOO_LONG)
  .refine((text) => Buffer.byteLength(text) <= LARGEST_NAME, TOO_LONG);

const name = (what: string) => spendName.default('').describe(what);

const amountText = z.union([z.string().trim(), z.number()]).transform(String);

/** One row as the API takes it. */
const apiRow = z
  .object({
    day: knownDay('must be a day such as 2026-01-31').describe('The day on which it was spent.'),
    source: name('As in utm_source.'),
    medium: name('As in utm_medium.'),
    campaign: name('As in utm_campaign: spend and sales of one campaign meet by it.'),
    currency: z
      .string()
      .trim()
      .toLowerCase()
      .refine(isCurrency, 'must be an ISO 4217 currency code such as eur')
      .describe('Converted at the rate of its own day.'),
    amount: amountText.optional().describe('In units of the currency: "12.50". Either this or amountMinor.'),
    amountMinor: z.int().min(0).max(Number(LARGEST_MINOR)).optional().describe('In minor units: 1250.'),
    reference: name(
      'Your id of the row, to tell two of one campaign and day apart; the same one replaces what it said.',
    ),
  })
  .transform(({ amount, amountMinor, ...row }, context): SpendRow => {
    if ((amount === undefined) === (amountMinor === undefined)) {
      context.addIssue({ code: 'custom', path: ['amount'], message: 'send either amount or amountMinor' });
      return z.NEVER;
    }
    const minor = amount === undefined ? BigInt(amountMinor ?? 0) : minorOf(amount, row.currency);
    if (typeof minor === 'bigint') return { ...row, amountMinor: minor };
    context.addIssue({ code: 'custom', path: ['amount'], message: minor.problem });
    return z.NEVER;
  });

export const spendRequest = z.object({
  spend: z
    .array(apiRow)
    .min(1, 'Send at least one row.')
    .max(MOST_ROWS, `Send at most ${MOST_ROWS} rows at a time.`)
    .describe('All of them are taken, or none.'),
});

/** A decimal amount in minor units, exactly; or why it is none. */
export function minorOf(text: string, currency: string): bigint | { problem: string } {
  const value = /^\d{1,15}(\.\d{1,15})?$/.test(text) ? parseDecimal(text) : null;
  if (!value) return { problem: 'must be an amount such as 1234.56, without separators or a currency sign' };
  const { n, d } = times(value, whole(10n ** BigInt(exponentOf(currency))));
  if (n % d !== 0n)
    return { problem: `has more than the ${exponentOf(currency)} decimals of ${currency.toUpperCase()}: round it` };
  if (n / d > LARGEST_MINOR) return { problem: 'is too large' };
  return n / d;
}

/** What makes two rows one: the later replaces the earlier. */
export const keyOf = ({ day, source, medium, campaign, currency, reference }: SpendRow): string =>
  JSON.stringify([day, source, medium, campaign, currency, reference]);

const LARGEST_SUM = BigInt(Number.MAX_SAFE_INTEGER);

/** What rows come to in each currency. Throws `unprocessable` for more than can be shown exactly. */
export function totalsOf(rows: readonly SpendRow[]): Map<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const { currency, amountMinor } of rows) totals.set(currency, (totals.get(currency) ?? 0n) + amountMinor);
  for (const [currency, minor] of totals)
    if (minor > LARGEST_SUM)
      throw new AppError(
        'unprocessable',
        `The amounts in ${currency.toUpperCase()} add up to too much: check them.`,
        'spend',
      );
  return totals;
}

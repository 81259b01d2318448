import Papa from 'papaparse';
import { knownDay } from '@/lib/calendar/known-times';
import { AppError } from '@/lib/errors';
import { isCurrency } from '@/lib/money/currencies';
import { MOST_ROWS, minorOf, type SpendRow, spendName } from './spend-row';

export const SPEND_FIELDS = ['day', 'source', 'medium', 'campaign', 'currency', 'amount', 'reference'] as const;
export type SpendField = (typeof SPEND_FIELDS)[number];

/** Which column of the file holds what, by its header; left out where the file has none. */
export type SpendColumns = Partial<Record<SpendField, string>>;

/** Names under which advertisers' exports know these columns, in lower case. */
const KNOWN: Record<SpendField, readonly string[]> = {
  day: ['day', 'date', 'reporting starts'],
  source: ['source', 'utm_source', 'utm source', 'channel', 'platform', 'network'],
  medium: ['medium', 'utm_medium', 'utm medium'],
  campaign: ['campaign', 'utm_campaign', 'utm campaign', 'campaign name', 'campaign_name'],
  currency: ['currency', 'currency code', 'account currency'],
  amount: ['amount', 'spend', 'cost', 'amount spent', 'spent', 'costs'],
  reference: ['reference', 'id', 'campaign id', 'campaign_id', 'ad id'],
};

interface Table {
  headers: string[];
  records: Record<string, string>[];
}

/** The columns of a file and what each is taken for, unless somebody says otherwise. */
export function guessColumns(csv: string): { headers: string[]; columns: SpendColumns } {
  const { headers } = tableOf(csv);
  const columns: SpendColumns = {};
  for (const field of SPEND_FIELDS) {
    const found = KNOWN[field].map((name) => headers.find((header) => header.toLowerCase() === name)).find(Boolean);
    if (found) columns[field] = found;
  }
  return { headers, columns };
}

interface Mapping {
  columns: SpendColumns;
  /** Of all rows, where the file names none. */
  currency?: string | undefined;
}

/**
 * Reads a file of spend. Throws `unprocessable` naming the line, the column and the mend at the first row that does not fit.
 */
export function parseSpendCsv(csv: string, { columns, currency }: Mapping): SpendRow[] {
  const { headers, records } = tableOf(csv);
  for (const [field, header] of Object.entries(columns))
    if (header !== undefined && !headers.includes(header))
      throw refuse(`has no column “${header}”, which is to be the ${field}: choose one of ${headers.join(', ')}`);
  for (const field of ['day', 'amount'] as const)
    if (!columns[field])
      throw refuse(`has no column for the ${field}: name it ${KNOWN[field].slice(0, 2).join(' or ')}`);
  if (!columns.currency && !currency)
    throw refuse('has no column for the currency: name it currency, or choose one for all rows');
  if (records.length === 0) throw refuse('holds no rows below its header');
  if (records.length > MOST_ROWS) throw refuse(`holds more than ${MOST_ROWS} rows: split it`);
  const parsed = records.map((record, index) => readRow(record, index + 2, { columns, currency }));
  return parsed;
}

const DAY = knownDay('must be a day such as 2026-01-31');

function readRow(record: Record<string, string>, line: number, { columns, currency: common }: Mapping): SpendRow {
  const cell = (field: SpendField) => {
    const header = columns[field];
    return header === undefined ? '' : (record[header] ?? '').trim();
  };
  const wrong = (field: SpendField, problem: string) =>
    refuse(`is not taken: line ${line}, column “${columns[field] ?? field}” ${problem}`);
  const [day, source, medium, campaign] = [cell('day'), cell('source'), cell('medium'), cell('campaign')];
  const [currency, reference] = [(cell('currency') || common || '').toLowerCase(), cell('reference')];
  const misread = DAY.safeParse(day).error?.issues[0];
  if (misread) throw wrong('day', misread.message.replace(/\.$/, ''));
  if (!isCurrency(currency)) throw wrong('currency', 'must be an ISO 4217 currency code such as EUR');
  for (const field of ['source', 'medium', 'campaign', 'reference'] as const) {
    const issue = spendName.safeParse(cell(field)).error?.issues[0];
    if (issue) throw wrong(field, issue.message);
  }
  const amountMinor = minorOf(cell('amount'), currency);
  if (typeof amountMinor !== 'bigint') throw wrong('amount', amountMinor.problem);
  return { day, source, medium, campaign, currency, amountMinor, reference };
}

function tableOf(csv: string): Table {
  const { data, meta, errors } = Papa.parse<Record<string, string>>(csv.trim(), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (header) => header.replace(/^\uFEFF/, '').trim(),
  });
  const broken = errors.find(({ type }) => type === 'Quotes' || type === 'FieldMismatch');
  if (broken) throw refuse(`is not taken: line ${(broken.row ?? 0) + 2} does not fit the header (${broken.message})`);
  return { headers: (meta.fields ?? []).filter(Boolean), records: data };
}

const refuse = (what: string): AppError => new AppError('unprocessable', `The file ${what}.`, 'csv');

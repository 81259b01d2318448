import Papa from 'papaparse';
import { AppError } from '@/lib/errors';
import { AD_PARAMETERS } from './origin-of';
import { storeTouchpoints } from './store-touchpoints';
import { type TouchpointInput, touchpointInput } from './touchpoint-input';

const LARGEST_COUNT = 50_000;

/** The columns of the file, and the members of a touchpoint they stand for. */
const COLUMNS: Readonly<Record<string, Exclude<keyof TouchpointInput, 'clickIds'>>> = {
  id: 'id',
  occurred_at: 'occurredAt',
  user_id: 'userId',
  email: 'email',
  stripe_customer_id: 'stripeCustomerId',
  visitor_id: 'visitorId',
  source: 'source',
  medium: 'medium',
  campaign: 'campaign',
  term: 'term',
  content: 'content',
  link_id: 'linkId',
  referrer: 'referrer',
  landing: 'landing',
  country: 'country',
};
const NAMES: readonly string[] = [...Object.keys(COLUMNS), ...AD_PARAMETERS];
const columnOf = (member: string) => Object.keys(COLUMNS).find((name) => COLUMNS[name] === member) ?? member;

/** Imports a CSV of touches: all of it, or nothing where a line does not fit. Lines that were imported before change nothing. */
export async function importTouches(workspaceId: string, csv: string): Promise<{ created: number; known: number }> {
  const rows = readTable(csv);
  const { created, known } = await storeTouchpoints(
    {
      ...{ workspaceId, kind: 'import' },
      nameOf: (index, field) => `line ${rows[index]?.line ?? 0}, column ${columnOf(field)}`,
    },
    rows.map(({ input }) => input),
  ).catch((error: unknown) => {
    throw error instanceof AppError ? new AppError(error.code, error.message, 'csv') : error;
  });
  return { created, known };
}

interface ReadLine {
  line: number;
  input: TouchpointInput;
}

function readTable(csv: string): ReadLine[] {
  const { data, meta, errors } = Papa.parse<Record<string, string>>(csv.trim(), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader,
  });
  const columns = (meta.fields ?? []).filter(Boolean);
  if (!columns.includes('occurred_at'))
    throw refuse(`the first line has no column occurred_at. It names: ${NAMES.join(', ')}`);
  const unknown = columns.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0)
    throw refuse(`the first line has a column ${unknown[0]}, which is none of ${NAMES.join(', ')}`);
  const broken = errors.find(({ type }) => type !== 'Delimiter');
  if (broken) throw refuse(`line ${(broken.row ?? 0) + 2}: ${broken.message}`);
  if (data.length === 0) throw refuse('there is no line below the first');
  if (data.length > LARGEST_COUNT) throw refuse(`there are more than ${LARGEST_COUNT} lines: split the file`);
  return data.map((record, index) => ({ line: index + 2, input: readLine(record, index + 2) }));
}

/** "Occurred at", "occurredAt" and "utm_source" are meant as they sound. */
const transformHeader = (header: string): string =>
  header
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
    .replace(/^utm_/, '');

function readLine(record: Record<string, string>, line: number): TouchpointInput {
  const filled = Object.entries(record).filter(([name, value]) => name !== '' && value.trim() !== '');
  const members = filled.flatMap(([name, value]) => (COLUMNS[name] ? [[COLUMNS[name], value.trim()] as const] : []));
  const clickIds = Object.fromEntries(filled.filter(([name]) => !COLUMNS[name]));
  const parsed = touchpointInput.safeParse({ ...Object.fromEntries(members), clickIds });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const column = columnOf(String(issue?.path.at(-1) ?? ''));
  const value = record[column]?.trim() ?? '';
  throw refuse(
    `line ${line}, column ${column}: ${value === '' ? '' : `“${value.slice(0, 60)}” `}${missing(issue?.message, value)}`,
  );
}

const missing = (message = 'does not fit.', value = '') =>
  value === '' && message.startsWith('is not') ? `it is empty, and ${message}` : message;

const refuse = (what: string): AppError =>
  new AppError('unprocessable', `In the file ${what.replace(/\.?$/, '.')}`, 'csv');

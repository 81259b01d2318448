import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { FACT_KINDS } from '@/lib/inbox/extract/extract-event';
import { toNumber } from '@/lib/reports/to-number';

/** A row of the ledger, in words. */
export interface EffectRow {
  table: 'ledger_entry' | 'mrr_span' | 'series_span' | 'sale';
  measure: string;
  day: string;
  currency: string;
  amountMinor: number;
  about: string;
}

export interface EventEffects {
  /** Customers and guests that the event tells something about. */
  owners: string[];
  /** Rows of theirs that name the event or its object, the newest first; `more` says that there are others. */
  rows: EffectRow[];
  more: boolean;
}

const MOST = 50;

const ownerRow = z.object({ ownerId: z.string() });
const effectRow = z.object({
  table: z.enum(['ledger_entry', 'mrr_span', 'series_span', 'sale']),
  measure: z.string(),
  day: z.string(),
  currency: z.string(),
  amountMinor: z.bigint().transform((minor) => toNumber(minor) ?? 0),
  about: z
    .string()
    .nullable()
    .transform((about) => about ?? ''),
});

interface Event {
  connectionId: string;
  id: string;
  objectId: string | null;
}

/** What stands in the ledger because of an event or of the object it is about. */
export async function loadEventEffects(workspaceId: string, event: Event): Promise<EventEffects> {
  const { connectionId, id, objectId } = event;
  if (objectId === null) return { owners: [], rows: [], more: false };
  const found = await queryRows(ownerRow, {
    text: `select distinct owner_id as "ownerId" from object_version
      where workspace_id = $1 and connection_id = $2 and kind = any($3) and object_id = $4 and event_id = $5 and owner_id <> ''`,
    values: [workspaceId, connectionId, FACT_KINDS, objectId, id],
  });
  const owners = found.map(({ ownerId }) => ownerId);
  return { owners, ...(await loadRowsNaming(workspaceId, connectionId, owners, { objectId, eventId: id })) };
}

/** Rows of these owners that name an object or an event. */
export async function loadRowsNaming(
  workspaceId: string,
  connectionId: string,
  owners: readonly string[],
  { objectId, eventId }: { objectId: string; eventId: string | null },
): Promise<Pick<EventEffects, 'rows' | 'more'>> {
  if (owners.length === 0) return { rows: [], more: false };
  const values = [workspaceId, connectionId, owners, objectId, eventId, MOST + 1];
  const rows = await queryRows(effectRow, { text: NAMING, values });
  return { rows: rows.slice(0, MOST), more: rows.length > MOST };
}

/** Sales of these owners, and what they bring each month. */
export async function loadRowsOf(
  workspaceId: string,
  connectionId: string,
  owners: readonly string[],
): Promise<Pick<EventEffects, 'rows' | 'more'>> {
  const rows = await queryRows(effectRow, { text: ALL, values: [workspaceId, connectionId, owners, MOST + 1] });
  return { rows: rows.slice(0, MOST), more: rows.length > MOST };
}

const OWN = 'workspace_id = $1 and connection_id = $2 and owner_id = any($3)';
const COLUMNS = '"table", measure, day, currency, "amountMinor", about';
const ORDER = 'order by day desc, "table", measure, about';
const SPAN = `from_day::text as day, currency, amount_minor as "amountMinor",
  subscription_id || ' from ' || from_day || coalesce(' to ' || to_day, '') as about`;
const MRR = `select 'mrr_span' as "table", 'mrr' as measure, ${SPAN} from mrr_span where ${OWN}`;
const SERIES = `select 'series_span', series, ${SPAN} from series_span where ${OWN}`;
const SALES = `select 'sale', 'sale', (occurred_at at time zone 'UTC')::date::text, currency, net_minor, id from sale where ${OWN}`;
const ENTRIES = `select 'ledger_entry', measure, day::text, currency, amount_minor, detail->>'description' from ledger_entry where ${OWN}`;

const names = (column: string) =>
  ['$4', '$5'].map((id) => `position(to_json(${id}::text)::text in ${column}::text) > 0`).join(' or ');
const OF_SPAN = `(subscription_id = $4 or item_id = $4 or detail->>'eventId' = $5)`;

const NAMING = `select ${COLUMNS} from (
    ${MRR} and ${OF_SPAN} union all ${SERIES} and ${OF_SPAN}
    union all ${SALES} and (id = $4 or ${names('objects')}) union all ${ENTRIES} and (${names('detail')})
  ) rows ${ORDER} limit $6`;
const ALL = `select ${COLUMNS} from (${MRR} union all ${SALES}) rows ${ORDER} limit $4`;

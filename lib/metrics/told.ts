import { z } from 'zod';
import { type Day, startOfDay } from '@/lib/calendar/days';
import { queryRows } from '@/lib/db/query-rows';
import { IS_STRIPES } from '@/lib/tracking/matched-sale';
import { type FilterDimension, ORIGIN_DIMENSIONS } from './dimensions';
import { filterOn, type Scope } from './scope';

/** What others than Stripe tell: clicks on links, leads, and sales that only the app knows. */
export type Told = 'clicks' | 'leads' | 'tracked';

const COLUMNS = { campaign: 'campaign', source: 'source', medium: 'medium', link: 'link_id', partner: 'partner_id' };

const originOf = (value: (column: string) => string) =>
  ORIGIN_DIMENSIONS.map((dimension) => `${value(`h.${COLUMNS[dimension]}`)} as ${dimension}`).join(', ');
/** Of a click that need not be known. */
const MAYBE = originOf((column) => `coalesce(${column}, '')`);
const clickOf = (of: string) =>
  `left join touchpoint h on h.workspace_id = ${of}.workspace_id and h.id = ${of}.click_id`;

const NO_CUSTOMER = 'null::text as connection_id, null::text as owner_id';
const NO_MONEY = "'' as currency, null::bigint as minor";

/** Each with the same columns: of the workspace $1, live or not $2. A click has no mode, and counts in both. */
const SOURCES: Record<Told, string> = {
  clicks: `select h.id, h.occurred_at, 1 as quantity, '' as part, coalesce(h.country, '') as words, '' as external_id, '' as name, ${NO_CUSTOMER}, ${NO_MONEY}, ${originOf(String)}
    from touchpoint h where h.workspace_id = $1 and $2::boolean is not null and h.kind = 'click'`,
  leads: `select l.id, l.occurred_at, l.quantity, l.source as part, l.event_name as words, l.external_id, coalesce(l.name, l.email, '') as name, l.connection_id, l.owner_id, ${NO_MONEY}, ${MAYBE}
    from lead l ${clickOf('l')} where l.workspace_id = $1 and l.livemode = $2`,
  tracked: `select t.id, t.occurred_at, 1 as quantity, '' as part, t.event_name as words, t.external_id, '' as name, ${NO_CUSTOMER}, t.currency, t.amount_minor as minor, ${MAYBE}
    from tracked_sale t ${clickOf('t')} where t.workspace_id = $1 and t.livemode = $2 and not ${IS_STRIPES}`,
};

/** What was told from the instant $3 until before $4, as a table of SQL; pushes the values of the filters. */
export function toldSql(told: Told, { filters }: Pick<Scope, 'filters'>, values: unknown[]): string {
  const kept = filters.map((filter) => filterOn(columnOf(filter.dimension), filter, values)).join('');
  return `(select x.* from (${SOURCES[told]}) x where x.occurred_at >= $3 and x.occurred_at < $4${kept})`;
}

/** What it is told apart into series by. */
export const toldSeries = ({ breakdown }: Pick<Scope, 'breakdown'>): string =>
  breakdown === null ? "''" : columnOf(breakdown);

/** Throws for what no touch has, which no report asks of these metrics. */
function columnOf(dimension: FilterDimension): string {
  const known = ORIGIN_DIMENSIONS.find((name) => name === dimension);
  if (!known) throw new Error(`What is told cannot be told apart by ${dimension}.`);
  return known;
}

/** Of something `p` that was told: the person whom the customer stands for, or what the app calls them, be they a customer or not. */
export const TOLD_PERSON = `coalesce(
  (select o.person_id from ledger_owner o where o.workspace_id = $1 and o.connection_id = p.connection_id and o.id = p.owner_id),
  (select o.person_id from ledger_owner o where o.workspace_id = $1 and o.person_id = p.external_id and o.livemode = $2 limit 1),
  case when p.connection_id is null then nullif(p.external_id, '') end)`;

const zoneRow = z.object({ zone: z.string() });

/** The beginnings of days in the zone of the workspace, which is another one in some variants of the ledger. */
export async function instantsOf({ workspaceId }: Pick<Scope, 'workspaceId'>, days: readonly Day[]): Promise<Date[]> {
  const [found] = await queryRows(zoneRow, {
    text: 'select time_zone as zone from workspace where id = $1',
    values: [workspaceId],
  });
  return days.map((day) => startOfDay(day, found?.zone ?? 'UTC'));
}

import type pg from 'pg';
import { z } from 'zod';
import { textArray } from '@/lib/db/text-array';
import { groupBy } from '@/lib/group-by';
import { type AttributionInForce, keyOfCode } from './attribution-in-force';
import { creditTouches } from './credit-touches';
import { loadTouches } from './load-touches';
import { type Attribution, type Touch, usedPromotion } from './types';

/** A customer whose attribution is asked for, as far as it is known. */
export interface Attributable {
  connectionId: string;
  id: string;
  livemode: boolean;
  personId: string;
  identifiers: readonly string[];
  clicks: readonly string[];
  promotions: z.output<typeof usedPromotion>[];
  firstSaleAt: Date | null;
}

/** Somebody whom only the app knows, by this id, as a customer who bought nothing. */
export const userOnly = (personId: string, livemode: boolean): Attributable => ({
  ...{ connectionId: '', id: '', livemode, personId, identifiers: [], clicks: [], promotions: [], firstSaleAt: null },
});

const ownerRow = z.object({
  connectionId: z.string(),
  id: z.string(),
  livemode: z.boolean(),
  personId: z.string(),
  identifiers: z.array(z.string()),
  clicks: z.array(z.string()),
  promotions: z.array(usedPromotion),
  firstSaleAt: z.date().nullable(),
});

const keyOf = ({ connectionId, id }: Pick<Attributable, 'connectionId' | 'id'>) => `${connectionId} ${id}`;

/**
 * To what these customers' sales are credited, by `attributionKey`; null for Direct / unknown. It belongs to the person: the touches
 * of all its customers before the first sale of any of them. Of other customers the database is asked, so that it must hold
 * what is known of them by now.
 */
export async function attributeOwners(
  tx: pg.ClientBase,
  workspaceId: string,
  { rule, isUsed, partners }: AttributionInForce,
  owners: readonly Attributable[],
): Promise<Map<string, Attribution | null>> {
  const credited = new Map<string, Attribution | null>(owners.map((owner) => [keyOf(owner), null]));
  if (!isUsed || owners.length === 0) return credited;
  const people = [...new Set(owners.map(({ personId }) => personId))];
  const known = new Map([...(await attributables(tx, workspaceId, people)), ...owners].map((one) => [keyOf(one), one]));
  const groups = groupBy([...known.values()], ({ livemode, personId }) => `${livemode} ${personId}`);
  const touches = await loadTouches(tx, workspaceId, groups);
  for (const owner of owners) {
    const group = `${owner.livemode} ${owner.personId}`;
    const sales = (groups.get(group) ?? []).flatMap(({ firstSaleAt }) => firstSaleAt?.getTime() ?? []);
    const first = sales.length === 0 ? null : Math.min(...sales);
    const all = groups.get(group) ?? [];
    const codes = all.flatMap((one) => codesOf(one, partners)).map((touch) => beforeSale(touch, first));
    const named = new Set(all.flatMap(({ clicks }) => clicks));
    const clicked = (touches.get(group) ?? []).map((touch) => (named.has(touch.id) ? beforeSale(touch, first) : touch));
    credited.set(keyOf(owner), creditTouches([...clicked, ...codes], first, rule));
  }
  return credited;
}

export const attributionKey = keyOf;

/** As far as two clocks may differ; Stripe's tells whole seconds only. */
const SKEW_MS = 5 * 60 * 1000;

/** A click or code that the customer's own objects name came before they paid, whatever the clocks of two servers say. */
const beforeSale = (touch: Touch, first: number | null): Touch =>
  first !== null && touch.at > first && touch.at <= first + SKEW_MS ? { ...touch, at: first } : touch;

/** The use of a partner's promotion code is a touch of that partner, at the time of its first use. */
const codesOf = ({ connectionId, promotions }: Attributable, partners: AttributionInForce['partners']): Touch[] =>
  promotions.flatMap(({ id, first }): Touch[] => {
    const partner = partners.get(keyOfCode(connectionId, id));
    return partner === undefined
      ? []
      : [
          {
            ...{ id: `promotion:${id}`, at: first * 1000, isDirect: false, partner },
            ...{ campaign: '', source: 'promotion code', medium: 'partner', link: '' },
          },
        ];
  });

/** The customers of people, as they are stored. */
export async function attributables(
  tx: pg.ClientBase,
  workspaceId: string,
  people: readonly string[],
): Promise<Attributable[]> {
  const { rows } = await tx.query({
    name: 'attributables-of',
    text: `select connection_id as "connectionId", id, livemode, person_id as "personId", identifiers, clicks, promotions,
        first_sale_at as "firstSaleAt"
      from ledger_owner where workspace_id = $1 and person_id = any($2::text[])`,
    values: [workspaceId, textArray(people)],
  });
  return z.array(ownerRow).parse(rows);
}

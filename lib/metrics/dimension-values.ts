import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { COUPON_SEPARATOR } from '@/lib/ledger/coupons';
import type { OriginDimension } from '@/lib/ledger/origin-dimensions';
import { type Dimension, isOfOrigin, isOrigin, PROMOTION_CODE } from './dimensions';
import { dimensionLabels } from './labels';

const row = z.object({ value: z.string() });

/** The values a dimension really has in the ledger, with their names: what a filter can offer. */
export async function dimensionValues(
  workspaceId: string,
  livemode: boolean,
  dimension: Dimension,
): Promise<{ value: string; label: string }[]> {
  const own = dimension === 'currency';
  if (dimension === 'account') return accounts(workspaceId);
  const rows = await queryRows(row, {
    text: own
      ? "select distinct currency as value from daily_rollup where workspace_id = $1 and livemode = $2 and dimension = $3 and currency <> '' order by 1"
      : 'select distinct value from daily_rollup where workspace_id = $1 and livemode = $2 and dimension = $3 order by 1',
    values: [workspaceId, livemode, own ? '' : dimension],
  });
  const found = rows.map(({ value }) => value);
  const combined = dimension === 'coupon' || dimension === PROMOTION_CODE;
  const known = combined ? withEachCoupon(found) : found;
  const touched = isOrigin(dimension) ? await touchedValues(workspaceId, dimension) : [];
  const values = isOfOrigin(dimension) ? [...new Set(['', ...known, ...touched])] : known;
  const labels = await dimensionLabels(workspaceId, dimension, values);
  return values
    .map((value) => ({ value, label: labels.get(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

const TOUCH_COLUMN: Record<OriginDimension, string> = {
  campaign: 'campaign',
  source: 'source',
  medium: 'medium',
  link: 'link_id',
  partner: 'partner_id',
};

/** What was clicked or visited has brought nobody yet, and is asked for all the same. */
async function touchedValues(workspaceId: string, dimension: OriginDimension): Promise<string[]> {
  const rows = await queryRows(row, {
    text: `select distinct ${TOUCH_COLUMN[dimension]} as value from touchpoint where workspace_id = $1 order by 1`,
    values: [workspaceId],
  });
  return rows.map(({ value }) => value);
}

const accounts = (workspaceId: string) =>
  queryRows(z.object({ value: z.string(), label: z.string() }), {
    text: 'select id as value, name as label from connection where workspace_id = $1 order by name, id',
    values: [workspaceId],
  });

/** Coupons that were only ever used in combination can be filtered by as well. */
const withEachCoupon = (combinations: readonly string[]) => [
  ...new Set(combinations.flatMap((value) => [value, ...value.split(COUPON_SEPARATOR)])),
];

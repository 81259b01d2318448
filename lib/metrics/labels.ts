import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { COUPON_SEPARATOR, UNKNOWN_COUPON } from '@/lib/ledger/coupons';
import { type Dimension, isMetadata, isOrigin, metadataKey, PROMOTION_CODE } from './dimensions';

const row = z.object({ id: z.string(), name: z.string().nullable() });

const NAMES: Record<string, string> = {
  unattributed_payment: 'Unattributed payment',
  stripe_fees: 'Stripe fees',
  no_product: 'No product',
  [UNKNOWN_COUPON]: 'Unknown coupon',
};

/** Current names of products, prices, coupons and accounts; a product that was renamed keeps one row (definitions B8-5). */
export async function dimensionLabels(
  workspaceId: string,
  dimension: Dimension,
  values: readonly string[],
): Promise<Map<string, string>> {
  const labels = new Map(values.map((value) => [value, fallback(dimension, value)]));
  if (dimension === 'coupon' || dimension === PROMOTION_CODE) return couponLabels(workspaceId, dimension, labels);
  const named = await namesOf(workspaceId, dimension, values);
  for (const { id, name } of named) if (name) labels.set(id, name);
  return labels;
}

async function namesOf(workspaceId: string, dimension: Dimension, values: readonly string[]) {
  if (dimension === 'account')
    return queryRows(row, {
      text: 'select id, name from connection where workspace_id = $1 and id = any($2)',
      values: [workspaceId, [...values]],
    });
  if (dimension === 'link')
    return queryRows(row, {
      // Of a deleted one the title says what it was called.
      text: "select id, case when deleted_at is null then '/r/' || slug else title end as name from link where workspace_id = $1 and id = any($2)",
      values: [workspaceId, [...values]],
    });
  if (dimension === 'partner')
    return queryRows(row, {
      text: 'select id, name from partner where workspace_id = $1 and id = any($2)',
      values: [workspaceId, [...values]],
    });
  if (dimension !== 'product' && dimension !== 'price') return [];
  return queryRows(row, {
    text: 'select id, name from catalog_item where workspace_id = $1 and kind = $2 and id = any($3)',
    values: [workspaceId, dimension, [...values]],
  });
}

/** Each coupon of a combination by its name and its id, which is what people know it by; a promotion code by its code. */
async function couponLabels(
  workspaceId: string,
  kind: 'coupon' | typeof PROMOTION_CODE,
  labels: Map<string, string>,
): Promise<Map<string, string>> {
  const ids = [...new Set([...labels.keys()].flatMap((value) => value.split(COUPON_SEPARATOR)))];
  const named = await queryRows(row, {
    text: 'select id, name from catalog_item where workspace_id = $1 and kind = $3 and id = any($2)',
    values: [workspaceId, ids, kind],
  });
  const names = new Map(named.map(({ id, name }) => [id, nameOfDiscount(kind, id, name)]));
  for (const value of labels.keys()) {
    const parts = value.split(COUPON_SEPARATOR).map((id) => names.get(id) ?? fallback(kind, id));
    labels.set(value, parts.join(' + '));
  }
  return labels;
}

function nameOfDiscount(kind: 'coupon' | typeof PROMOTION_CODE, id: string, name: string | null): string {
  if (!name || name === id) return id;
  return kind === PROMOTION_CODE ? name : `${name} (${id})`;
}

function fallback(dimension: Dimension, value: string): string {
  if (isMetadata(dimension)) return value || `No ${metadataKey(dimension)}`;
  if (isOrigin(dimension)) return value || 'Direct / unknown';
  if (value === '')
    return {
      product: 'No product',
      price: 'No price',
      interval: 'One-off',
      currency: 'No currency',
      country: 'Unknown country',
      coupon: 'No coupon',
      promotion_code: 'No promotion code',
      account: 'No account',
    }[dimension];
  if (dimension === 'currency') return value.toUpperCase();
  if (dimension === 'country') return countryName(value);
  if (dimension === 'interval') return intervalName(value);
  return NAMES[value] ?? value;
}

/** Two letters that name no country are shown as they are. */
function countryName(code: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'region', fallback: 'code' }).of(code) ?? code;
  } catch {
    return code;
  }
}

const intervalName = (value: string) =>
  ({ day: 'Daily', week: 'Weekly', month: 'Monthly', year: 'Yearly' })[value] ?? `Every ${value}`;

import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { COUPON_SEPARATOR, UNKNOWN_COUPON } from '@/lib/ledger/coupons';
import { type Dimension, isMetadata, metadataKey } from './dimensions';

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
  if (dimension === 'coupon') return couponLabels(workspaceId, labels);
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
  if (dimension !== 'product' && dimension !== 'price') return [];
  return queryRows(row, {
    text: 'select id, name from catalog_item where workspace_id = $1 and kind = $2 and id = any($3)',
    values: [workspaceId, dimension, [...values]],
  });
}

/** Each coupon of a combination by its name and its id, which is what people know it by. */
async function couponLabels(workspaceId: string, labels: Map<string, string>): Promise<Map<string, string>> {
  const ids = [...new Set([...labels.keys()].flatMap((value) => value.split(COUPON_SEPARATOR)))];
  const named = await queryRows(row, {
    text: "select id, name from catalog_item where workspace_id = $1 and kind = 'coupon' and id = any($2)",
    values: [workspaceId, ids],
  });
  const names = new Map(named.map(({ id, name }) => [id, name && name !== id ? `${name} (${id})` : id]));
  for (const value of labels.keys()) {
    const parts = value.split(COUPON_SEPARATOR).map((id) => names.get(id) ?? fallback('coupon', id));
    labels.set(value, parts.join(' + '));
  }
  return labels;
}

function fallback(dimension: Dimension, value: string): string {
  if (isMetadata(dimension)) return value || `No ${metadataKey(dimension)}`;
  if (value === '')
    return {
      product: 'No product',
      price: 'No price',
      interval: 'One-off',
      currency: 'No currency',
      country: 'Unknown country',
      coupon: 'No coupon',
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

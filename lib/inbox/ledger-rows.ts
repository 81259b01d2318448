import { hash } from 'node:crypto';
import type { Origin } from '@/lib/attribution/origin';
import type { Sale } from '@/lib/ledger/derive-sales';
import { saleObjects } from '@/lib/ledger/derive-sales';
import type { MrrSpan } from '@/lib/ledger/mrr-spans';
import type { ValuedEntry } from '@/lib/ledger/value-entries';
import { cleanJson, isUnclean } from './clean-text';

/** The owner a row belongs to. */
export interface OwnerScope {
  workspaceId: string;
  connectionId: string;
  ownerId: string;
  livemode: boolean;
  country: string;
  /** Its values of the metadata that the workspace reports by; null when it reports by none. */
  metadata: Record<string, string> | null;
}

/** A table row as JSON, keyed by column name; amounts are decimal text so that nothing passes through a float. */
export type Row = { [column: string]: string | boolean | null | object };

const base = ({ workspaceId, connectionId, ownerId, livemode }: OwnerScope) => ({
  workspace_id: workspaceId,
  connection_id: connectionId,
  owner_id: ownerId,
  livemode,
});

/** A row with the hash that tells whether it changed, and the JSON text that is written of it. */
export interface Sealed {
  digest: string;
  json: string;
}

/** Makes its text such as the database can hold. `known_at` is left out of the hash: it says when, not what. */
function sealed<T extends Row>(row: T, knownAt?: Date): T & Sealed {
  const text = JSON.stringify(row);
  const digest = hash('md5', text, 'base64url');
  const clean = isUnclean(text) ? cleanJson(row) : row;
  const columns = clean === row ? text : JSON.stringify(clean);
  const known = knownAt ? `,"known_at":"${knownAt.toISOString()}"` : '';
  return Object.assign(clean, { digest, json: `${columns.slice(0, -1)},"digest":"${digest}"${known}}` });
}

export function entryRow(scope: OwnerScope, entry: ValuedEntry, origin: Origin | null) {
  return sealed(
    {
      workspace_id: scope.workspaceId,
      connection_id: scope.connectionId,
      owner_id: scope.ownerId,
      livemode: scope.livemode,
      entry_id: entry.id,
      measure: entry.measure,
      day: entry.day,
      occurred_at: entry.occurredAt.toISOString(),
      currency: entry.currency,
      amount_minor: entry.minor.toString(),
      reporting_minor: entry.reportingMinor === null ? null : entry.reportingMinor.toString(),
      fx_rate: entry.fxRate,
      fx_day: entry.fxDay,
      quantity: entry.quantity.toString(),
      product_id: entry.productId,
      price_id: entry.priceId,
      interval: entry.interval,
      country: scope.country,
      coupon: entry.coupon,
      metadata: scope.metadata,
      origin,
      detail: entry.detail,
    },
    entry.knownAt,
  );
}
export type EntryRow = ReturnType<typeof entryRow>;

export function spanRow(scope: OwnerScope, span: MrrSpan, origin: Origin | null) {
  return sealed({ ...base(scope), ...spanColumns(scope, span, origin) });
}
export type SpanRow = ReturnType<typeof spanRow>;

/** The same for a series beside MRR. */
export function seriesRow(scope: OwnerScope, span: MrrSpan, origin: Origin | null) {
  return sealed({ ...base(scope), series: span.series, ...spanColumns(scope, span, origin) });
}

const spanColumns = (scope: OwnerScope, span: MrrSpan, origin: Origin | null) => ({
  item_id: span.itemId,
  from_day: span.from,
  to_day: span.to,
  subscription_id: span.subscriptionId,
  currency: span.currency,
  amount_minor: span.minor.toString(),
  product_id: span.productId,
  price_id: span.priceId,
  interval: span.interval,
  country: scope.country,
  coupon: span.coupon,
  metadata: scope.metadata,
  origin,
  quality: span.quality,
  detail: {
    arithmetic: span.arithmetic,
    discounts: span.discounts,
    since: span.since.toISOString(),
    eventId: span.eventId,
  },
});

export function saleRow(scope: OwnerScope, sale: Sale, fee: bigint | null, refunded: bigint) {
  return sealed({
    ...base(scope),
    id: sale.id,
    occurred_at: sale.occurredAt.toISOString(),
    currency: sale.currency,
    gross_minor: (sale.net + sale.discount + sale.tax).toString(),
    discount_minor: sale.discount.toString(),
    tax_minor: sale.tax.toString(),
    net_minor: sale.net.toString(),
    fee_minor: fee === null ? null : fee.toString(),
    refunded_minor: refunded.toString(),
    objects: saleObjects(sale),
  });
}

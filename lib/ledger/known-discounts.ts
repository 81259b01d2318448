import type { AnyVersion } from './facts';
import { isSnapshot } from './snapshots';

/** A discount that an object names. */
interface Named {
  id: string;
  couponId: string | null;
}

/**
 * Webhooks name the discounts of a subscription or an invoice by their ids; read from the API, they are there in full. Where
 * that is known, all versions of the object say it, so that a snapshot which tells no more than an event is seen to be its
 * echo.
 */
export function withKnownDiscounts(versions: readonly AnyVersion[]): readonly AnyVersion[] {
  const snapshots = versions.filter(isSnapshot);
  if (snapshots.length === 0 || snapshots.length === versions.length) return versions;
  const onSubscriptions = filler(
    snapshots.flatMap(({ kind, body }) =>
      kind === 'subscription' ? [...body.discounts, ...body.items.flatMap(({ discounts }) => discounts)] : [],
    ),
  );
  const onInvoices = filler(snapshots.flatMap(({ kind, body }) => (kind === 'invoice' ? body.discounts : [])));
  return versions.map((version): AnyVersion => {
    if (version.kind === 'invoice')
      return { ...version, body: { ...version.body, discounts: onInvoices(version.body.discounts) } };
    if (version.kind !== 'subscription') return version;
    const items = version.body.items.map((item) => ({ ...item, discounts: onSubscriptions(item.discounts) }));
    return { ...version, body: { ...version.body, discounts: onSubscriptions(version.body.discounts), items } };
  });
}

/** Puts what is known of a discount in place of its mere id. */
function filler<D extends Named>(known: readonly D[]): (discounts: D[]) => D[] {
  const byId = new Map(known.filter(({ couponId }) => couponId !== null).map((discount) => [discount.id, discount]));
  return (discounts) =>
    discounts.map((discount) => (discount.couponId === null ? (byId.get(discount.id) ?? discount) : discount));
}

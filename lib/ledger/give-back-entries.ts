import { dayOf } from '@/lib/calendar/days';
import { majorText } from '@/lib/money/major-text';
import type { RefundStep } from './derive-refunds';
import type { Entry, Measure } from './entry';
import { entry, isSomething, OF_NO_PRODUCT, type RevenueContext } from './revenue-entry';

interface Payment {
  objects: { type: string; id: string }[];
  /** When the payment was made: the day by-sale figures count on. */
  soldAt: Date;
  /** Whether there is a charge whose refunds are counted. */
  counted: boolean;
  context: RevenueContext;
}

/** Each step on its own day and, under another measure, on the day of the payment. */
export function giveBackEntries(steps: readonly RefundStep[], payment: Payment): Entry[] {
  const { soldAt, counted, context } = payment;
  const bySale = { day: dayOf(soldAt, context.timeZone), occurredAt: soldAt };
  return steps.flatMap((step) => {
    const { given } = step;
    const own = { day: dayOf(step.at, context.timeZone), occurredAt: step.at };
    const base = { ...own, knownAt: step.knownAt, currency: given.currency };
    const detail = detailOf(step, payment);
    const key = `${step.kind}:${given.id}`;
    const measure = given.type === 'dispute' ? 'lost_dispute' : 'refund';
    const byLine = step.lines.flatMap((line) => {
      const at = {
        ...base,
        productId: line.productId,
        priceId: line.priceId,
        coupon: line.coupon,
        interval: context.intervals.get(line.priceId) ?? '',
      };
      return [
        entry(`refund:${key}:${line.lineId}`, measure, at, line.net, 0n, detail),
        entry(`refund-by-sale:${key}:${line.lineId}`, `${measure}_by_sale`, { ...at, ...bySale }, line.net, 0n, detail),
      ];
    });
    const count = (name: string, what: Measure, day: typeof own, by: bigint, minor = 0n) =>
      entry(`${name}:${key}`, what, { ...base, ...OF_NO_PRODUCT, ...day }, minor, by, {
        ...detail,
        arithmetic: minor === 0n ? String(by) : majorText(minor, given.currency),
      });
    const counts = counted
      ? [
          count('refunded', 'refunded_charge', own, step.refunded),
          count('refunded-by-sale', 'refunded_charge_by_sale', bySale, step.refunded),
          count('full', 'fully_refunded_charge', own, step.full, step.fullNet),
          count('full-by-sale', 'fully_refunded_charge_by_sale', bySale, step.full, step.fullNet),
          count('lost', 'lost_charge', own, step.lost),
          count('lost-by-sale', 'lost_charge_by_sale', bySale, step.lost),
        ]
      : [];
    // The first line stays, whatever is left of it without tax: it says what Stripe moved.
    return [...byLine.slice(0, 1), ...[...byLine.slice(1), ...counts].filter(isSomething)];
  });
}

const WORDS: Record<RefundStep['kind'], string> = {
  refunded: 'Refund',
  reversed: 'Refund failed, money kept',
  lost: 'Dispute lost',
  reinstated: 'Dispute money reinstated',
};

function detailOf({ given, kind, gross }: RefundStep, { objects }: Payment): Entry['detail'] {
  const words =
    given.type !== 'credit_note' ? WORDS[kind] : gross > 0n ? 'Credited outside Stripe' : 'Credit note voided';
  const why = gross > 0n && given.reason ? ` (${given.reason.replaceAll('_', ' ')})` : '';
  return {
    objects: [{ type: given.type, id: given.id }, ...objects],
    description: words + why,
    arithmetic: `part of ${majorText(gross, given.currency)} ${given.type === 'dispute' ? 'disputed' : 'refunded'}`,
    moved: gross.toString(),
  };
}

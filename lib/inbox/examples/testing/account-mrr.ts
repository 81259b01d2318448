import { z } from 'zod';
import type { SandboxAccount } from '@/sandbox/account';

// MRR as definitions B1 put it, computed from what the account itself answers. Deliberately nothing of lib/ledger is used:
// this is what the ledger is held against.

const rate = z.object({ inclusive: z.boolean(), percentage: z.number() });
const discount = z.object({ start: z.number(), end: z.number().nullable(), source: z.object({ coupon: z.string() }) });
const coupon = z.object({
  amount_off: z.number().nullable(),
  currency: z.string().nullable(),
  percent_off: z.number().nullable(),
  duration: z.enum(['forever', 'once', 'repeating']),
});
const item = z.object({
  id: z.string(),
  /** What is paid by use has none. */
  quantity: z.number().optional(),
  price: z.object({
    unit_amount: z.number(),
    recurring: z.object({
      interval: z.enum(['day', 'week', 'month', 'year']),
      interval_count: z.number(),
      usage_type: z.enum(['licensed', 'metered']),
    }),
  }),
  discounts: z.array(discount),
  tax_rates: z.array(rate),
});
const bill = z.object({
  data: z.array(
    z.object({
      lines: z.object({
        data: z.array(
          z.object({
            amount: z.number(),
            discount_amounts: z.array(z.object({ amount: z.number() })),
            parent: z.looseObject({
              subscription_item_details: z
                .looseObject({ subscription_item: z.string(), proration: z.boolean() })
                .nullable(),
            }),
            taxes: z.array(z.object({ amount: z.number(), tax_behavior: z.string() })),
          }),
        ),
      }),
    }),
  ),
});
const subscription = z.object({
  id: z.string(),
  automatic_tax: z.object({ enabled: z.boolean() }),
  currency: z.string(),
  customer: z.object({ discount: discount.nullish() }),
  status: z.string(),
  pause_collection: z.object({ behavior: z.string() }).nullable(),
  discounts: z.array(discount),
  default_tax_rates: z.array(rate),
  items: z.object({ data: z.array(item) }),
});
const list = z.object({ data: z.array(subscription), has_more: z.literal(false) });

/** What each item of a paying subscription is worth a month now, rounded once, in its own currency and minor units. */
export function accountMrr(account: SandboxAccount): { currency: string; minor: bigint }[] {
  const { data } = list.parse(
    account.request('GET', '/v1/subscriptions', {
      status: 'all',
      limit: 100,
      expand: ['data.discounts', 'data.customer', 'data.items.data.discounts'],
    }),
  );
  const now = account.now().getTime() / 1000;
  return data.filter(isPaying).flatMap((of) => {
    const couponsOf = (given: readonly z.output<typeof discount>[]) =>
      given
        .filter(({ start, end }) => start <= now && (end === null || now < end))
        .map(({ source }) => coupon.parse(account.request('GET', `/v1/coupons/${source.coupon}`)))
        .filter(({ duration }) => duration !== 'once');
    const own = of.customer.discount;
    const running = of.discounts.length > 0 ? couponsOf(of.discounts) : couponsOf(own ? [own] : []);
    const items = of.items.data.filter(({ price }) => price.recurring.usage_type === 'licensed');
    const left = items.map(({ price, quantity = 0, discounts }) => {
      const own = [BigInt(price.unit_amount) * BigInt(quantity)];
      for (const one of couponsOf(discounts)) takeOff(own, one, of.currency);
      return own[0] ?? 0n;
    });
    for (const one of running) takeOff(left, one, of.currency);
    const share = of.automatic_tax.enabled ? billedShare(account, of.id) : () => [1n, 1n] as const;
    return items.map((one, index) => ({
      currency: of.currency,
      minor: monthly(left[index] ?? 0n, one, of.default_tax_rates, share(one.id)),
    }));
  });
}

/** What was left of each item's newest whole line without the tax within it, where only invoices know that. */
function billedShare(account: SandboxAccount, id: string): (item: string) => readonly [bigint, bigint] {
  const { data } = bill.parse(account.request('GET', '/v1/invoices', { subscription: id, limit: 100 }));
  const lines = data.flatMap((invoice) => invoice.lines.data);
  const sumOf = (amounts: readonly { amount: number }[]) => amounts.reduce((sum, { amount }) => sum + amount, 0);
  const found = (item: string, whole: boolean) =>
    lines.find(({ amount, discount_amounts: off, parent: { subscription_item_details: of } }) => {
      return of?.subscription_item === item && amount > sumOf(off) && !(whole && of.proration);
    });
  return (item) => {
    const line = found(item, true) ?? found(item, false);
    if (!line) return [1n, 1n];
    const sum = line.amount - sumOf(line.discount_amounts);
    const within = sumOf(line.taxes.filter(({ tax_behavior: how }) => how === 'inclusive'));
    return [BigInt(sum - within), BigInt(sum)];
  };
}

const isPaying = ({ status, pause_collection: paused }: z.output<typeof subscription>) =>
  (status === 'active' || status === 'past_due') && (paused === null || paused.behavior === 'keep_as_draft');

/** Subtracts a coupon from what is left of each item. */
function takeOff(left: bigint[], one: z.output<typeof coupon>, currency: string) {
  if (one.percent_off !== null) {
    const hundredths = BigInt(Math.round(one.percent_off * 100));
    for (const [index, amount] of left.entries()) left[index] = amount - halfUp(amount * hundredths, 10_000n);
  } else if (one.amount_off !== null && one.currency === currency) {
    const total = left.reduce((a, b) => a + b, 0n);
    if (total === 0n) return;
    const off = BigInt(one.amount_off) < total ? BigInt(one.amount_off) : total;
    const shares = left.map((amount, index) => ({
      index,
      share: (off * amount) / total,
      rest: (off * amount) % total,
    }));
    let missing = off - shares.reduce((sum, { share }) => sum + share, 0n);
    for (const one of [...shares].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))) {
      left[one.index] = (left[one.index] ?? 0n) - one.share - (missing > 0n ? 1n : 0n);
      if (missing > 0n) missing -= 1n;
    }
  }
}

const MONTHS = { year: [12n, 1n], month: [1n, 1n], week: [12n, 52n], day: [12n, 365n] } as const;

function monthly(
  amount: bigint,
  { price, tax_rates: own }: z.output<typeof item>,
  defaults: readonly z.output<typeof rate>[],
  [part, whole]: readonly [bigint, bigint],
): bigint {
  const inclusive = (own.length > 0 ? own : defaults).filter((one) => one.inclusive);
  const percent = BigInt(inclusive.reduce((sum, { percentage }) => sum + percentage, 0));
  const [months, per] = MONTHS[price.recurring.interval];
  return halfUp(amount * 100n * per * part, (100n + percent) * months * BigInt(price.recurring.interval_count) * whole);
}

/** n ÷ d of positive numbers, halves up. */
export const halfUp = (n: bigint, d: bigint): bigint => (2n * n + d) / (2n * d);

import { z } from 'zod';
import { itemFields, resolvePriceData } from '../api/subscription-params';
import { addIntervals } from '../billing/period';
import { recurringPrice, taxRatesOf } from '../billing/subscription-items';
import { invalidRequest } from '../core/errors';
import { clearable, flag, integer, listOf, mergeMetadata, metadata, text } from '../core/params';
import type { Sandbox } from '../core/sandbox';
import { newPhase, type Phase, type PhaseDiscount } from '../objects/subscription-schedule';

const discounts = clearable(listOf(z.strictObject({ coupon: text.optional(), promotion_code: text.optional() })));
const moment = z.union([z.literal('now'), integer]);

export const phaseParams = listOf(
  z.strictObject({
    billing_cycle_anchor: z.enum(['automatic', 'phase_start']).optional(),
    collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
    currency: text.optional(),
    default_payment_method: text.optional(),
    default_tax_rates: clearable(listOf(text)).optional(),
    description: text.optional(),
    discounts: discounts.optional(),
    duration: z
      .strictObject({ interval: z.enum(['day', 'week', 'month', 'year']), interval_count: integer.optional() })
      .optional(),
    end_date: moment.optional(),
    items: listOf(z.strictObject({ ...itemFields, discounts: discounts.optional() })),
    iterations: integer.optional(),
    metadata: metadata.optional(),
    proration_behavior: z.enum(['create_prorations', 'always_invoice', 'none']).optional(),
    start_date: moment.optional(),
    trial: flag.optional(),
    trial_end: moment.optional(),
  }),
);

export type PhaseRequest = z.output<typeof phaseParams>[number];

/** The phases one after the other: each starts where the one before it ends. */
export function readPhases(sandbox: Sandbox, requests: readonly PhaseRequest[], start: number): readonly Phase[] {
  const phases: Phase[] = [];
  for (const [i, request] of requests.entries()) {
    const begins = phases.at(-1)?.end_date ?? momentOf(sandbox, request.start_date) ?? start;
    phases.push(readPhase(sandbox, request, begins, i));
  }
  if (phases.length === 0) throw invalidRequest('Missing required param: phases.', 'phases', 'parameter_missing');
  return phases;
}

function readPhase(sandbox: Sandbox, request: PhaseRequest, start: number, i: number): Phase {
  const items = request.items.map((item) => resolvePriceData(sandbox, item));
  const prices = items.map(({ price }, j) => recurringPrice(sandbox, price ?? '', `phases[${i}][items][${j}][price]`));
  const [first] = prices;
  if (!first) throw invalidRequest('A phase must have at least one item.', `phases[${i}][items]`);
  const length = request.duration
    ? { interval: request.duration.interval, interval_count: request.duration.interval_count ?? 1 }
    : first.recurring;
  const end = momentOf(sandbox, request.end_date) ?? addIntervals(start, length, request.iterations ?? 1);
  if (end <= start) throw invalidRequest('A phase must end after it starts.', `phases[${i}][end_date]`);
  return newPhase({
    collection_method: request.collection_method ?? null,
    currency: first.currency,
    default_payment_method: request.default_payment_method ?? null,
    default_tax_rates: taxRatesOf(sandbox, request.default_tax_rates, `phases[${i}][default_tax_rates]`),
    description: request.description ?? null,
    discounts: shownDiscounts(request.discounts),
    end_date: end,
    items: items.map((item, j) => ({
      billing_thresholds: null,
      discounts: shownDiscounts(item.discounts),
      metadata: mergeMetadata({}, item.metadata),
      plan: prices[j]?.id ?? first.id,
      price: prices[j]?.id ?? first.id,
      ...(prices[j]?.recurring.usage_type !== 'metered' && { quantity: item.quantity ?? 1 }),
      tax_rates: taxRatesOf(sandbox, item.tax_rates, `phases[${i}][items][${j}][tax_rates]`),
    })),
    metadata: mergeMetadata({}, request.metadata),
    proration_behavior: request.proration_behavior ?? 'create_prorations',
    start_date: start,
    trial_end: request.trial ? end : (momentOf(sandbox, request.trial_end) ?? null),
  });
}

const momentOf = (sandbox: Sandbox, at: 'now' | number | undefined) => (at === 'now' ? sandbox.time() : at);

const shownDiscounts = (given: z.output<typeof discounts> | undefined): readonly PhaseDiscount[] =>
  (given ?? []).map(({ coupon, promotion_code: code }) => ({
    coupon: coupon ?? null,
    discount: null,
    promotion_code: code ?? null,
  }));

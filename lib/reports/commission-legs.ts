import { z } from 'zod';
import { addDays } from '@/lib/calendar/days';
import { type CommissionLeaf, commissionLeaves, keyOfCommission } from '@/lib/metrics/commission-sums';
import type { Scope } from '@/lib/metrics/scope';
import type { Leg, PointSpan } from './explain-legs';
import { type RowContext, stripeObject } from './explain-row';
import { toNumber } from './to-number';
import { INSTANT } from './told-legs';
import type { ExplainRow } from './types';

const id = z.string().regex(/^[^\0]*$/);

/** Every amount that was booked for the sales and leads of a point. */
export function commissionsLeg(scope: Scope, { start, end, last }: PointSpan, context: RowContext): Leg {
  const tomorrow = addDays(last, 1);
  return {
    keyShape: z.tuple([INSTANT, id, z.string().regex(/^\d{1,9}$/)]),
    read: async (key, limit) =>
      (await commissionLeaves(scope, { start, end: tomorrow < end ? tomorrow : end }, key, limit)).map((leaf) => ({
        row: shown(leaf, context),
        key: keyOfCommission(leaf),
      })),
  };
}

const TYPES: Readonly<Record<string, string>> = { in: 'invoice', cs: 'checkout_session', pi: 'payment_intent' };

function shown(leaf: CommissionLeaf, { livemode }: RowContext): ExplainRow {
  const { commissionId, seq, day, currency, minor, reason, event, sourceId, value } = leaf;
  const type = TYPES[sourceId.split('_')[0] ?? ''] ?? 'charge';
  return {
    id: `commission/${commissionId}/${seq}`,
    part: 'value',
    day,
    customer: { id: leaf.customer, label: leaf.customer || leaf.person, person: leaf.person },
    description: `${leaf.partner}: ${reason}`,
    arithmetic: `by the rule “${leaf.rule}”`,
    objects: event === 'sale' ? [stripeObject(type, sourceId, livemode)] : [],
    amountMinor: toNumber(minor) ?? 0,
    currency,
    fxRate: value?.fxRate ?? null,
    fxDay: value?.fxDay ?? null,
    value: toNumber(value?.minor ?? null),
  };
}

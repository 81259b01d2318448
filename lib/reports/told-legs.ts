import { z } from 'zod';
import { addDays } from '@/lib/calendar/days';
import { keyOfNewCustomer, newCustomerRows } from '@/lib/metrics/new-customers';
import type { Scope } from '@/lib/metrics/scope';
import type { Told } from '@/lib/metrics/told';
import { keyOfTold, type ToldRow, toldRows } from '@/lib/metrics/told-rows';
import type { Leg, PointSpan } from './explain-legs';
import { fromCustomer, type RowContext, stripeObject } from './explain-row';
import { toNumber } from './to-number';
import type { ExplainRow } from './types';

const id = z.string().regex(/^[^\0]*$/);
/** As PostgreSQL writes an instant. */
export const INSTANT = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2}){0,2}$/);

/** A running period ends with today, whatever is already dated later. */
const daysOf = ({ start, end, last }: PointSpan) => ({
  start,
  end: addDays(last, 1) < end ? addDays(last, 1) : end,
});

/** Clicks, leads, or sales that only the app told of; `only` of one part. */
export function toldLeg(scope: Scope, told: Told, point: PointSpan, only: string | null = null): Leg {
  return {
    keyShape: z.tuple([INSTANT, id]),
    read: async (key, limit) =>
      (await toldRows(scope, told, { ...daysOf(point), only }, key, limit)).map((row) => ({
        row: shown(told, row),
        key: keyOfTold(row),
      })),
  };
}

const WORDS: Record<Told, (row: ToldRow) => string> = {
  clicks: ({ slug }) => (slug === null ? 'Click' : `Click on ${slug}`),
  leads: ({ words, part }) => `${words}${part === 'manual' ? '' : `, from the ${part} at Stripe`}`,
  tracked: ({ words }) => `${words}, told by the app`,
};

function shown(told: Told, row: ToldRow): ExplainRow {
  const { campaign, source, medium, slug, quantity } = row;
  const from = [source, medium, campaign].filter((text) => text !== '').join(' / ');
  const origin = told === 'clicks' ? from : [slug === null ? '' : `link ${slug}`, from].filter(Boolean).join(', ');
  return {
    id: `${told}/${row.id}`,
    part: 'value',
    day: row.day,
    customer: {
      id: row.externalId,
      label: row.name || row.externalId || 'A visitor',
      person: row.personId ?? '',
    },
    description: [WORDS[told](row), origin || 'Direct / unknown'].join(' · '),
    arithmetic: String(quantity),
    objects: [],
    amountMinor: 0,
    currency: '',
    fxRate: null,
    fxDay: null,
    value: toNumber(quantity),
  };
}

/** People whose first sale was in the period. */
export function newCustomersLeg(scope: Scope, point: PointSpan, context: RowContext): Leg {
  return {
    keyShape: z.tuple([z.iso.date(), id]),
    read: async (key, limit) =>
      (await newCustomerRows(scope, daysOf(point), key, limit)).map((row) => {
        const customer = { ...row, subscriptions: [] };
        const person = fromCustomer(customer, context, row.day, 'First purchase', 'value');
        const objects = row.detail.objects.map((object) => stripeObject(object.type, object.id, context.livemode));
        return { row: { ...person, id: `new/${row.personId}`, objects }, key: keyOfNewCustomer(row) };
      }),
  };
}

import type Stripe from 'stripe';
import { z } from 'zod';
import { getDb } from '@/lib/db/client';
import { queryRows } from '@/lib/db/query-rows';
import { AppError } from '@/lib/errors';
import { requireConnection } from '@/lib/workspace/require-connection';
import { addRange, monthlyRange, NOTHING, type Range } from './monthly-range';
import { stripeClient } from './stripe-client';

export interface ExpectedMrr {
  /** Subscriptions that Stripe lists as active or past due. */
  subscriptions: number;
  currencies: {
    currency: string;
    /** By Stripe's list; minor units. `highMinor` is null where tiers or usage keep it open. */
    lowMinor: number;
    highMinor: number | null;
    oursMinor: number;
    within: boolean;
  }[];
  /** False when Stripe lists more subscriptions than are added up here. */
  complete: boolean;
  /** Whether events still wait to be projected, so that ours is not what it will be. */
  pending: boolean;
}

const MOST_PAGES = 200;
const ourRow = z.object({ currency: z.string(), minor: z.bigint() });

/**
 * What MRR must come to by Stripe's own list of running subscriptions, and what ours is, currency by currency. The range knows
 * nothing of the definitions in force: whatever they are, MRR that is right lies in it.
 */
export async function expectedMrr(workspaceId: string, id: string): Promise<ExpectedMrr> {
  const connection = await requireConnection(workspaceId, id);
  if (!connection.apiKeyCipher) throw new AppError('unprocessable', 'Without a key Stripe’s list cannot be read.');
  const { ranges, subscriptions, complete } = await readRanges(await stripeClient(connection)).catch(unreadable);
  const waiting = await getDb().stripeEvent.findFirst({
    where: { workspaceId, state: 'pending' },
    select: { id: true },
  });
  const ours = await loadOurs(workspaceId, id, connection.apiKeyMode !== 'test');
  const currencies = [...new Set([...ranges.keys(), ...ours.keys()])].sort().map((currency) => {
    const { low, high, items } = ranges.get(currency) ?? NOTHING;
    const our = ours.get(currency) ?? 0n;
    // Each item is rounded once.
    const within = our >= low - items && (high === null || our <= high + items);
    return {
      currency,
      lowMinor: Number(low),
      highMinor: high === null ? null : Number(high),
      oursMinor: Number(our),
      within,
    };
  });
  return { subscriptions, currencies, complete, pending: waiting !== null };
}

async function readRanges(stripe: Stripe) {
  const ranges = new Map<string, Range>();
  let subscriptions = 0;
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await stripe.subscriptions.list({ limit: 100, ...(after ? { starting_after: after } : {}) });
    for (const subscription of answer.data) {
      if (subscription.status !== 'active' && subscription.status !== 'past_due') continue;
      subscriptions += 1;
      const { currency } = subscription;
      ranges.set(currency, addRange(ranges.get(currency) ?? NOTHING, monthlyRange(subscription)));
    }
    after = answer.data.at(-1)?.id;
    if (!answer.has_more || !after) return { ranges, subscriptions, complete: true };
  }
  return { ranges, subscriptions, complete: false };
}

function unreadable(error: unknown): never {
  const denied = typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 403;
  throw denied
    ? new AppError('unprocessable', 'The API key lacks the permission “Subscriptions: Read”.')
    : new AppError('unavailable', 'Stripe could not be reached.');
}

async function loadOurs(workspaceId: string, id: string, livemode: boolean): Promise<Map<string, bigint>> {
  const rows = await queryRows(ourRow, {
    text: `select currency, sum(amount_minor)::bigint as minor from mrr_span
      where workspace_id = $1 and connection_id = $2 and livemode = $3 and (to_day is null or to_day > current_date)
        and from_day <= current_date + 1 group by currency having sum(amount_minor) <> 0`,
    values: [workspaceId, id, livemode],
  });
  return new Map(rows.map(({ currency, minor }) => [currency, minor]));
}

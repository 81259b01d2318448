import { z } from 'zod';
import { groupBy } from '@/lib/group-by';
import type { ForeignRow } from '@/lib/metrics/foreign-rows';
import type { MovementName } from '@/lib/metrics/metric';
import { MOVEMENTS } from '@/lib/metrics/mrr-bridge';
import type { Options } from '@/lib/metrics/options';
import { changeRows } from '@/lib/metrics/period-movements';
import type { Scope } from '@/lib/metrics/scope';
import { majorText } from '@/lib/money/major-text';
import { decimalText } from '@/lib/money/rates';
import type { Leg } from './explain-legs';
import { type Part, type RowContext, stripeObject } from './explain-row';
import { toNumber } from './to-number';
import type { ExplainRow } from './types';

const MOST_CHANGES = 1_000_000_000;

interface Moves {
  names: readonly MovementName[];
  sign: 1 | -1;
  retained: boolean;
}

/** The items whose MRR differs between the ends of a period, or of its days, each with what it was and is. */
export function changeLeg(scope: Scope, options: Options, moves: Moves, context: RowContext, part: Part): Leg {
  return {
    keyShape: z.tuple([z.string().regex(/^\d{1,9}$/)]),
    read: async (key, limit) => {
      const skip = key ? Number(key[0]) : 0;
      const rows = await changeRows(scope, options, moves, skip, limit);
      return rows.map((row, index) => ({
        row: shown(row, moves.sign, context, part),
        key: [String(skip + index + 1)],
      }));
    },
  };
}

type Changed = Awaited<ReturnType<typeof changeRows>>[number];

const WORDS: Record<MovementName, string> = {
  new: 'First MRR',
  reactivation: 'Came back after having had no MRR',
  expansion: 'MRR rose',
  contraction: 'MRR fell',
  churn: 'MRR reached zero',
};

function shown(row: Changed, sign: 1 | -1, { livemode }: RowContext, part: Part): ExplainRow {
  const { was, now, currency, value } = row;
  const difference = `${majorText(now, currency)} − ${majorText(was, currency)}`;
  const objects = [
    ['customer', row.ownerId],
    ['subscription', row.subscriptionId],
    ['subscription_item', row.itemId],
    ['price', row.priceId],
    ['product', row.productId],
  ] as const;
  return {
    id: [row.ownerId, row.itemId, row.priceId, row.productId, row.interval, row.coupon, row.first].join('/'),
    part,
    day: row.first,
    customer: { id: row.ownerId, label: row.name || row.email || row.ownerId, person: row.personId ?? row.ownerId },
    description: WORDS[row.kind],
    arithmetic: sign === 1 ? difference : `−(${difference})`,
    objects: objects.filter(([, id]) => id !== '').map(([type, id]) => stripeObject(type, id, livemode)),
    amountMinor: toNumber((now - was) * BigInt(sign)) ?? 0,
    currency,
    fxRate: row.used ? decimalText(row.used.rate) : null,
    fxDay: row.used?.day ?? null,
    value: value === null ? null : toNumber(value * BigInt(sign)),
  };
}

/** The same customers, moved by the difference between both ends of the period, at the rate of its last day. */
export async function netMoved(
  scope: Scope,
  rows: readonly ForeignRow[],
  options: Options,
  last: string,
): Promise<ForeignRow[]> {
  const of = { names: MOVEMENTS, retained: false };
  const changed = groupBy(
    await changeRows(scope, options, of, 0, MOST_CHANGES),
    ({ ownerId, currency, connectionId }) => [connectionId, ownerId, currency].join('\n'),
  );
  return rows.map((row) => ({
    ...row,
    moved: (changed.get([row.connectionId, row.ownerId, row.currency].join('\n')) ?? []).map(({ now, was }) => ({
      day: last,
      minor: String(now - was),
    })),
  }));
}

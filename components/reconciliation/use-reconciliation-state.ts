'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';

export const VIEWS = ['days', 'payouts'] as const;

const parsers = {
  from: parseAsString,
  to: parseAsString,
  currency: parseAsString,
  connection: parseAsString,
  mode: parseAsStringLiteral(['live', 'test']).withDefault('live'),
  view: parseAsStringLiteral(VIEWS).withDefault('days'),
};

/** What the page compares, which is its address. */
export const useReconciliationState = () => useQueryStates(parsers, { history: 'push', shallow: false, scroll: false });

const sides = parseAsString.withOptions({ history: 'push', scroll: false });

/** Which line or payout stands open with both its sides: "2026-03-01:charge:usd", or the id of a payout. */
export const useSides = () => useQueryStates({ sides });

export type RawParams = Record<string, string | string[] | undefined>;

/** What asks for figures from another ledger than the one that is kept. */
export const OTHER_LEDGER: readonly string[] = [
  'preset',
  'asKnownOn',
  'timeZone',
  'attributionModel',
  'attributionWindow',
];
const PARAMS: readonly string[] = [
  ...['from', 'to', 'interval', 'currency', 'breakdown', 'compare', 'mode', 'basis', 'buckets'],
  ...['level', 'movementMode', 'constantCurrency', 'day'],
  ...OTHER_LEDGER,
];
const FILTER = /^filter\[.+\]!?$/;

/** The address bar's parameters as the reports read them: every screen compares unless told not to. */
export function reportQuery(raw: RawParams): RawParams {
  const { compare = 'previous', refundDate, refundKind, trialDate, ...rest } = raw;
  const basis = (refundDate ?? refundKind) === undefined ? trialDate : refundBasis(refundDate, refundKind);
  return {
    ...rest,
    ...(compare === 'none' ? {} : { compare }),
    ...(basis === undefined ? {} : { basis }),
  };
}

/** Refunds are shown by the date of their sale unless the address says otherwise, whatever a metric's own default is. */
export const REFUND_BASIS = 'sale';

/** By which date refunds count, and which: all, those in full, or lost disputes as well. */
const refundBasis = (date: RawParams[string] | null, kind: RawParams[string] | null): string =>
  `${date ?? REFUND_BASIS}${!kind || kind === 'all' ? '' : `-${kind}`}`;

/** The basis to ask the API for; nothing for metrics that have none. */
export function basisOf(metric: string, search: string): { basis?: string } {
  const query = new URLSearchParams(search);
  if (metric === 'trial-conversion' && query.get('trialDate') === 'end') return { basis: 'end' };
  const given = metric.startsWith('refund') || metric === 'lost-disputes';
  return given ? { basis: refundBasis(query.get('refundDate'), query.get('refundKind')) } : {};
}

/** The part of the address bar that the metrics API understands, with some parameters set or (null) left out. */
export function apiQuery(search: URLSearchParams, changes: Record<string, string | null> = {}): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of search) {
    if (PARAMS.includes(key) || FILTER.test(key)) query.append(key, value);
  }
  if (query.get('compare') === 'none') query.delete('compare');
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) query.delete(key);
    else query.set(key, value);
  }
  return query;
}

import { addDays, type Day } from '@/lib/calendar/days';
import type { Definitions } from '@/lib/ledger/definitions';
import type { MrrSpan } from '@/lib/ledger/mrr-spans';
import { loadRatesOn } from '@/lib/metrics/load-rates';
import type { UnconvertedSum } from '@/lib/metrics/scope';
import { convertMinor, type RateTable } from '@/lib/money/rates';
import { toUnconverted } from '@/lib/reports/load-metric';
import { toNumber } from '@/lib/reports/to-number';
import type { Account, Mode, Unconverted } from '@/lib/reports/types';
import { MRR_SETTINGS, mrrChoices } from './changed-settings';
import { foldWorkspace, type PreviewedOwner } from './fold-workspace';
import { KeptUntilChanged } from './kept-until-changed';

/** A subscription whose MRR one changed setting moves; minor units of the workspace's currency. */
export interface ComparedSubscription {
  connectionId: string;
  subscriptionId: string;
  customer: { id: string; label: string; person: string };
  before: number;
  after: number;
  delta: number;
}

/** What one changed setting does, after those before it. */
export interface ComparisonStep {
  setting: (typeof MRR_SETTINGS)[number];
  from: Definitions[ComparisonStep['setting']];
  to: Definitions[ComparisonStep['setting']];
  /** The sum over all subscriptions it moves. */
  delta: number;
  /** How many these are, and the largest of them. */
  subscriptionCount: number;
  subscriptions: ComparedSubscription[];
}

export interface DefinitionsComparison {
  currency: string;
  /** The last day that counts. */
  day: Day;
  /** MRR under both; `from` plus the deltas of all steps is `to`, exactly. */
  from: number;
  to: number;
  steps: ComparisonStep[];
  /** MRR under `to` that has no rate, and is in neither figure. */
  unconverted: Unconverted[];
}

interface Question {
  from: Definitions;
  to: Definitions;
  /** MRR at the end of this day. */
  day: Day;
  mode?: Mode;
  /** Subscriptions that are listed for a step. */
  limit?: number;
}

const comparisons = new KeptUntilChanged<DefinitionsComparison>(16);

/**
 * Why MRR is another under other definitions: one setting after the other is changed, in the order of `MRR_SETTINGS`, and each
 * step is told with its subscriptions. Every customer is folded once, under all steps. Writes nothing.
 */
export function compareDefinitions(account: Account, question: Question): Promise<DefinitionsComparison> {
  const { from, to, ...rest } = question;
  return comparisons.get(account.workspaceId, [mrrChoices(from), mrrChoices(to), rest], () =>
    compare(account, question),
  );
}

async function compare(
  { workspaceId, currency }: Account,
  { from, to, day, mode = 'live', limit = 200 }: Question,
): Promise<DefinitionsComparison> {
  const settings = MRR_SETTINGS.filter((setting) => from[setting] !== to[setting]);
  const variants = [from];
  for (const setting of settings) variants.push({ ...(variants.at(-1) ?? from), [setting]: to[setting] });
  const rates = await loadRatesOn(workspaceId, [addDays(day, -1), day]);
  const totals = variants.map(() => 0n);
  const moved = settings.map((): Moved[] => []);
  const missing = new Map<string, UnconvertedSum>();
  await foldWorkspace(workspaceId, variants, (owner) => {
    if (owner.profile.livemode !== (mode === 'live')) return;
    const values = owner.variants.map(({ spans }) => bySubscription(spans, day, currency, rates));
    for (const [index, { total, unconverted }] of values.entries()) {
      totals[index] = (totals[index] ?? 0n) + total;
      if (index === variants.length - 1) addMissing(missing, unconverted);
    }
    for (const [index, list] of moved.entries()) list.push(...movedBy(owner, values[index], values[index + 1]));
  });
  return {
    currency,
    day,
    from: toNumber(totals[0] ?? 0n) ?? 0,
    to: toNumber(totals.at(-1) ?? 0n) ?? 0,
    steps: settings.map((setting, index) => ({
      setting,
      from: from[setting],
      to: to[setting],
      ...stepOf(moved[index] ?? [], limit),
    })),
    unconverted: toUnconverted({ unconverted: missing }),
  };
}

interface Moved {
  owner: PreviewedOwner;
  subscriptionId: string;
  before: bigint;
  after: bigint;
}

interface Held {
  values: Map<string, bigint>;
  total: bigint;
  unconverted: { currency: string; minor: bigint }[];
}

/** MRR of each subscription at the end of a day, every leaf rounded once. */
function bySubscription(spans: readonly MrrSpan[], day: Day, currency: string, rates: RateTable): Held {
  const held: Held = { values: new Map(), total: 0n, unconverted: [] };
  for (const span of spans) {
    if (span.from > day || (span.to !== null && span.to <= day)) continue;
    const used = rates(span.currency, currency, day);
    if (!used) {
      held.unconverted.push(span);
      continue;
    }
    const value = convertMinor(span.minor, span.currency, currency, used.rate);
    held.values.set(span.subscriptionId, (held.values.get(span.subscriptionId) ?? 0n) + value);
    held.total += value;
  }
  return held;
}

function movedBy(owner: PreviewedOwner, before: Held | undefined, after: Held | undefined): Moved[] {
  const ids = new Set([...(before?.values.keys() ?? []), ...(after?.values.keys() ?? [])]);
  return [...ids].flatMap((subscriptionId) => {
    const [was, is] = [before?.values.get(subscriptionId) ?? 0n, after?.values.get(subscriptionId) ?? 0n];
    return was === is ? [] : [{ owner, subscriptionId, before: was, after: is }];
  });
}

function stepOf(moved: readonly Moved[], limit: number) {
  const size = ({ before, after }: Moved) => (after > before ? after - before : before - after);
  const largest = [...moved].sort((a, b) => Number(size(b) - size(a))).slice(0, limit);
  const delta = moved.reduce((sum, { before, after }) => sum + after - before, 0n);
  return {
    delta: toNumber(delta) ?? 0,
    subscriptionCount: moved.length,
    subscriptions: largest.map(({ owner, subscriptionId, before, after }) => ({
      connectionId: owner.connectionId,
      subscriptionId,
      customer: {
        id: owner.ownerId,
        label: owner.profile.name || owner.profile.email || owner.ownerId,
        person: owner.person,
      },
      before: toNumber(before) ?? 0,
      after: toNumber(after) ?? 0,
      delta: toNumber(after - before) ?? 0,
    })),
  };
}

function addMissing(missing: Map<string, UnconvertedSum>, found: Held['unconverted']): void {
  for (const { currency, minor } of found) {
    const sum = missing.get(currency) ?? { minor: 0n, count: 0n };
    missing.set(currency, { minor: sum.minor + minor, count: sum.count + 1n });
  }
}

import type { FactKind, Json, Version } from './facts';
import { isSnapshot, withoutEchoes } from './snapshots';

/**
 * Puts the versions of ONE object in business order, whatever order they arrived in (definitions B14 rule 2): Stripe's
 * second; within it created < updated < deleted; then how far the status has come; then the chain of
 * `previous_attributes`; then event id. A version after a deletion is stale by definition and is left out, and so is a
 * snapshot that only echoes the events.
 */
export function orderVersions<V extends Version>(versions: readonly V[]): V[] {
  const sorted = [...withoutEchoes(versions)].sort(compareVersions);
  const ordered: V[] = [];
  for (let start = 0; start < sorted.length; ) {
    const end = tieEnd(sorted, start);
    const tie = sorted.slice(start, end);
    ordered.push(...(tie.length > 1 ? chainUpdates(tie, ordered.at(-1)) : tie));
    start = end;
  }
  const deletion = ordered.findIndex((version) => phaseOf(version.eventType) === 2);
  return deletion === -1 ? ordered : ordered.slice(0, deletion + 1);
}

/** The versions whose order only their raw objects can tell: ties of updates, each with the version before it. */
export function versionsNeedingRaw<V extends Version>(versions: readonly V[]): V[] {
  const sorted = [...withoutEchoes(versions)].sort(compareVersions);
  const needed = new Set<V>();
  for (let start = 0; start < sorted.length; ) {
    const end = tieEnd(sorted, start);
    const tie = sorted.slice(start, end);
    if (tie.length > 1 && tie.some((version) => version.previous !== null)) {
      const before = sorted[start - 1];
      if (before) needed.add(before);
      for (const version of tie) needed.add(version);
    }
    start = end;
  }
  return [...needed];
}

/** 0 created, 1 updated, 2 deleted. A cancelled subscription arrives as "deleted". What was read comes before what happened. */
function phaseOf(eventType: string): 0 | 0.5 | 1 | 2 {
  if (eventType.endsWith('.created')) return 0;
  if (isSnapshot({ eventType })) return 0.5;
  return eventType.endsWith('.deleted') ? 2 : 1;
}

const LIFECYCLE: Partial<Record<FactKind, Record<string, number>>> = {
  invoice: { draft: 0, open: 1, uncollectible: 2, paid: 3, void: 3 },
  charge: { pending: 0, failed: 1, succeeded: 2 },
  payment_intent: { processing: 1, requires_capture: 2, canceled: 3, succeeded: 3 },
  refund: { pending: 0, requires_action: 0, succeeded: 1, failed: 2, canceled: 2 },
  invoice_payment: { open: 0, paid: 1, canceled: 2 },
};

function stageOf(version: Version): number {
  const { body, kind } = version;
  const status = 'status' in body ? body.status : null;
  if (status === null) return 0;
  const stage = LIFECYCLE[kind]?.[status] ?? 0;
  // A charge whose refunds have grown is the later of two that both succeeded.
  return kind === 'charge' && 'amountRefunded' in body
    ? stage + body.amountRefunded / (Number(body.amount) * 2 || 1)
    : stage;
}

function compareVersions(a: Version, b: Version): number {
  return (
    a.occurredAt.getTime() - b.occurredAt.getTime() ||
    phaseOf(a.eventType) - phaseOf(b.eventType) ||
    stageOf(a) - stageOf(b) ||
    compareText(a.eventId, b.eventId)
  );
}

function tieEnd(sorted: readonly Version[], start: number): number {
  const first = sorted[start];
  let end = start + 1;
  while (first && end < sorted.length) {
    const next = sorted[end];
    if (!next || next.occurredAt.getTime() !== first.occurredAt.getTime()) break;
    if (phaseOf(next.eventType) !== phaseOf(first.eventType) || stageOf(next) !== stageOf(first)) break;
    end += 1;
  }
  return end;
}

/** More simultaneous updates than this are left in order of event id: Stripe does not produce them. */
const LONGEST_CHAIN = 12;

/** Orders a tie so that each update's `previous_attributes` are what the one before it left; by event id if none fits. */
function chainUpdates<V extends Version>(tie: readonly V[], before: V | undefined): V[] {
  if (tie.length > LONGEST_CHAIN || tie.every((version) => version.previous === null)) return [...tie];
  const dead = new Set<string>();
  const path: number[] = [];
  const used = new Set<number>();

  const extend = (state: Json | undefined): boolean => {
    if (path.length === tie.length) return true;
    const key = `${[...used].sort((a, b) => a - b).join(',')}|${path.at(-1) ?? ''}`;
    if (dead.has(key)) return false;
    for (const [index, version] of tie.entries()) {
      if (used.has(index) || !follows(version, state)) continue;
      path.push(index);
      used.add(index);
      if (extend(version.raw)) return true;
      path.pop();
      used.delete(index);
    }
    dead.add(key);
    return false;
  };
  // A predecessor from another second may be missing an event in between; then any start will do.
  if (!extend(before?.raw)) {
    dead.clear();
    if (!extend(undefined)) return [...tie];
  }
  return path.flatMap((index) => tie[index] ?? []);
}

const follows = (version: Version, state: Json | undefined) =>
  version.previous === null || state === undefined || agrees(version.previous, state);

/** True when every member of `previous` has that value in `state`; a member that is absent counts as null. */
function agrees(previous: Json, state: Json): boolean {
  if (isObject(previous) && isObject(state)) {
    return Object.entries(previous).every(([key, value]) => agrees(value, state[key] ?? null));
  }
  if (Array.isArray(previous) && Array.isArray(state)) {
    return previous.length === state.length && previous.every((value, index) => agrees(value, state[index] ?? null));
  }
  return previous === state;
}

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

import { expect, test } from 'vitest';
import type { KeyReport } from '@/lib/connections/permissions/key-report';
import { PERMISSIONS } from '@/lib/connections/permissions/permissions';
import { type ConnectionFacts, connectionChecks, connectionState } from './connection-checks';

const GRANTED: KeyReport = {
  kind: 'restricted',
  accepted: true,
  access: Object.fromEntries(PERMISSIONS.map(({ id }) => [id, 'granted'])),
  writes: [],
  problem: null,
};

const WHOLE: ConnectionFacts = {
  hasKey: true,
  report: GRANTED,
  backfill: 'done',
  hasSecret: true,
  notifications: true,
  lastDeliveryAt: '2026-03-01T12:00:00.000Z',
  subscriptions: true,
  customers: 2,
  matched: 2,
  revenue: true,
};

const statesOf = (facts: Partial<ConnectionFacts>) =>
  Object.fromEntries(connectionChecks({ ...WHOLE, ...facts }).map(({ id, state }) => [id, state]));
const stateOf = (facts: Partial<ConnectionFacts>) => connectionState(connectionChecks({ ...WHOLE, ...facts }), null);

test('FK-31…FK-35 with everything in place every line is done, and the source is connected', () => {
  expect(new Set(Object.values(statesOf({})))).toEqual(new Set(['ok']));
  expect(stateOf({})).toBe('connected');
  expect(connectionState(connectionChecks(WHOLE), new Date())).toBe('disconnected');
});

test('FK-36 a missing basic permission is a problem, an optional one is not', () => {
  const without = (id: string) => ({ report: { ...GRANTED, access: { ...GRANTED.access, [id]: 'missing' as const } } });
  for (const { id, basic } of PERMISSIONS) expect(statesOf(without(id)).key, id).toBe(basic ? 'problem' : 'ok');
  expect(stateOf(without('subscriptions'))).toBe('problem');
  expect(statesOf({ report: { ...GRANTED, accepted: false } }).key).toBe('problem');
  expect(statesOf({ report: { ...GRANTED, access: {} } }).key).toBe('waiting');
});

test('webhooks alone, and a key alone, are connections as well; neither is none', () => {
  const none = { hasKey: false, report: null, backfill: 'idle' as const };
  expect(statesOf(none).key).toBe('skipped');
  expect(stateOf(none)).toBe('connected');
  expect(statesOf({ hasSecret: false, lastDeliveryAt: null }).webhook).toBe('skipped');
  expect(stateOf({ hasSecret: false, lastDeliveryAt: null })).toBe('connected');
  const nothing = { ...none, hasSecret: false, lastDeliveryAt: null, subscriptions: false, customers: 0, matched: 0 };
  expect(stateOf({ ...nothing, revenue: false })).toBe('connecting');
  expect(statesOf({ notifications: false, lastDeliveryAt: null }).webhook).toBe('skipped');
});

test('an account with nothing in it is connected once it is read; a running backfill is waited for', () => {
  const empty = { subscriptions: false, customers: 0, matched: 0, revenue: false };
  expect(stateOf(empty)).toBe('connected');
  expect(stateOf({ ...empty, backfill: 'running' })).toBe('connecting');
  expect(statesOf({ matched: 0 }).identity).toBe('problem');
});

import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { applyMappings } from '@/lib/identity/apply-mappings';
import { loadVersions } from '@/lib/identity/load-versions';
import { loadPreview } from '@/lib/identity/preview/load-preview';
import { startPreview } from '@/lib/identity/preview/start-preview';
import type { PreviewResult } from '@/lib/identity/preview/types';
import { restoreMapping, retryMapping, saveMapping } from '@/lib/identity/save-mapping';
import { CONFLICT_POLICIES, type IdentityRule, identitySettings, type Mapping } from '@/lib/identity/types';
import { installKillSwitch, releaseSwitch, throwSwitch } from '../faults/testing/kill-switch';
import { ledgerDigest } from '../ledger-digest';
import { rebuildWorkspace } from '../rebuild';
import { type Harness, startHarness } from '../testing/harness';
import { charge, checkoutSession, event, type FakeEvent, invoice, subscription } from '../testing/stripe-objects';

vi.setConfig({ testTimeout: 120_000 }); // several ledgers each, on a busy machine

const FIRST = Date.parse('2026-01-01T10:00:00Z');
const on = (day: number, second = 0) => new Date(FIRST + day * 86_400_000 + second * 1000).toISOString();
const NOW = new Date('2026-04-20T12:00:00Z');

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const userId = fc.constantFrom('u1', 'U1', 'u2', 'u3', '', ' ', 'null', undefined);
const email = fc.constantFrom('a@y.com', 'A@y.com', 'a+b@y.com', 'c@y.com', 'help@y.com', 'nobody', null);
const fact = fc.record({
  what: fc.constantFrom('customer', 'customer', 'session', 'subscription', 'charge', 'invoice'),
  customer: fc.constantFrom('cus_1', 'cus_2', 'cus_3', 'cus_4', null),
  userId,
  email,
  reference: fc.constantFrom('u2', 'dub_id_x', 'team', null),
  amount: fc.integer({ min: 1, max: 9000 }),
  livemode: fc.constantFrom(true, true, false),
});
type Fact = typeof fact extends fc.Arbitrary<infer T> ? T : never;

/** What becomes known of four customers in live and as many in test mode, one fact a day. */
const history = fc.array(fact, { minLength: 8, maxLength: 16 }).map((facts) => facts.map(told));

function told(
  { what, customer, userId: user, email: address, reference, amount, livemode }: Fact,
  day: number,
): FakeEvent {
  const when = on(day);
  const mode = livemode ? '' : '_test';
  const owner = customer && `${customer}${mode}`;
  const id = (prefix: string) => `${prefix}_${day}${mode}`;
  const metadata = user === undefined ? {} : { user_id: user };
  const known = (): FakeEvent =>
    event('customer.updated', when, {
      id: owner ?? `cus_1${mode}`,
      object: 'customer',
      email: address,
      metadata,
      created: FIRST / 1000,
    });
  const events: Record<Fact['what'], () => FakeEvent> = {
    customer: known,
    session: () =>
      event(
        'checkout.session.completed',
        when,
        checkoutSession(id('cs'), owner, amount, when, {
          ...{
            metadata,
            payment_intent: id('pi'),
            client_reference_id: reference,
            customer_details: { email: address },
          },
        }),
      ),
    subscription: () =>
      owner
        ? event('customer.subscription.created', when, subscription(id('sub'), owner, [], when, { metadata }))
        : known(),
    charge: () =>
      event('charge.succeeded', when, charge(id('ch'), owner, amount, when, { metadata, receipt_email: address })),
    invoice: () =>
      owner
        ? event('invoice.paid', when, invoice(id('in'), owner, amount, when, { metadata, customer_email: address }))
        : known(),
  };
  return { ...events[what](), livemode };
}

const rule = fc.constantFrom<IdentityRule>(
  { kind: 'email' },
  { kind: 'email', from: ['receipt_email', 'email'] },
  { kind: 'client_reference_id' },
  { kind: 'metadata', key: 'user_id' },
  { kind: 'metadata', key: 'user_id', on: ['session', 'event'] },
);
const mapping: fc.Arbitrary<Mapping> = fc.record({
  rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  settings: fc
    .record({
      ...{ lowerCaseIds: fc.boolean(), dropPlusTags: fc.boolean(), hashEmails: fc.boolean() },
      ...{ conflictPolicy: fc.constantFrom(...CONFLICT_POLICIES), sharedLimit: fc.constantFrom(1, 2, null) },
    })
    .map((settings) => identitySettings.parse(settings)),
});

const digest = () => ledgerDigest(getPool(), harness.account.workspaceId);
const change = () => ({ workspaceId: harness.account.workspaceId, connectionId: harness.connectionId, userId: null });

async function choose(chosen: Mapping) {
  await saveMapping({ ...change(), ...chosen });
  await applyMappings();
}

async function preview(tried: Mapping): Promise<PreviewResult> {
  const { account, connectionId } = harness;
  const { id, finished } = await startPreview({ account, connectionId, mapping: tried, userId: null, now: NOW });
  await finished;
  const { result, problem } = await loadPreview({ workspaceId: account.workspaceId, id });
  if (!result) throw new Error(problem);
  return result;
}

/** The figures that a preview calls those of before, or of after. */
const side = (result: PreviewResult, of: 'before' | 'after') => [
  ...[result.customers, result.revenue, result.people, result.unresolved].map((both) => both[of]),
  result.byRule.filter((found) => found[of] > 0).map((found) => [found.rule, found[of]]),
  ...[...result.conflicts, ...result.effects].map((both) => both[of]),
];

test('B15-10 over random histories and rules a preview is what saving brings, and going back gives the former ledger', async () => {
  await fc.assert(
    fc.asyncProperty(history, mapping, mapping, async (events, first, second) => {
      await harness.reset();
      await harness.deliver(...events);
      await choose(first);
      const before = await digest();
      const promised = await preview(second);
      expect(await digest()).toEqual(before);
      await choose(second);
      const saved = await preview(second);
      expect(side(saved, 'before')).toEqual(side(promised, 'after'));
      expect(saved.moved).toBe(0);
      const after = await digest();
      const rebuilt = await rebuildWorkspace(harness.account.workspaceId);
      expect([rebuilt.before, rebuilt.after]).toEqual([after.all, after.all]);
      await restoreMapping({ ...change(), version: 1 });
      await applyMappings();
      expect(await digest()).toEqual(before);
    }),
    { numRuns: 6, seed: 15, endOnFailure: true },
  );
});

test('B15 in whichever order facts arrive, the same people come of them', async () => {
  await fc.assert(
    fc.asyncProperty(
      history,
      mapping,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      async (events, chosen, random) => {
        const placed = events
          .map((one) => ({ one, place: random.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place);
        await harness.reset();
        await choose(chosen);
        await harness.deliver(...events);
        const inOrder = await digest();
        await harness.reset();
        await choose(chosen);
        for (const { one } of placed) await harness.deliver(one);
        expect(await digest()).toEqual(inOrder);
      },
    ),
    { numRuns: 5, seed: 15, endOnFailure: true },
  );
});

test('killed in the middle, applying leaves the former rules in force, and then goes on', async () => {
  const tried: Mapping = { rules: [{ kind: 'email' }], settings: identitySettings.parse({}) };
  const [events] = fc.sample(history, { numRuns: 1, seed: 16 });
  await harness.deliver(...(events ?? []));
  const before = await digest();
  await choose(tried);
  const after = await digest();
  expect(after).not.toEqual(before);
  await restoreMapping({ ...change(), version: 0 });
  await applyMappings();

  await installKillSwitch(getPool());
  for (const table of ['ledger_owner', 'buyer_day']) {
    await throwSwitch(getPool(), table, 0);
    await saveMapping({ ...change(), ...tried });
    await expect(applyMappings()).rejects.toThrow();
    await releaseSwitch(getPool());
    expect(await digest()).toEqual(before);
    const [failed] = await loadVersions(change().workspaceId, harness.connectionId);
    expect(failed).toMatchObject({ inForce: false, appliedAt: null, done: 0 });
    await retryMapping(change().workspaceId, harness.connectionId, failed?.version ?? 0);
    await applyMappings();
    expect(await digest()).toEqual(after);
    await restoreMapping({ ...change(), version: 0 });
    await applyMappings();
  }
});

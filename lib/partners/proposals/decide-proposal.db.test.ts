import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { click, join } from '@/lib/inbox/examples/testing/touches';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { DEFAULT_DEFINITIONS } from '@/lib/ledger/definitions';
import { updateDefinitions } from '@/lib/workspace/update-definitions';
import { closePayout } from '../payouts/close-payout';
import { makePayout } from '../payouts/make-payout';
import { previewPayouts } from '../payouts/preview-payouts';
import { by, commissions, customer, decideAll, makeRule, paid, settleAll, startStory } from '../testing/story';
import { decideProposal } from './decide-proposal';
import { listProposals } from './list-proposals';

let harness: Harness;
let ada = '';
let bob = '';

beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  ({ ada, bob } = await startStory(harness));
  await updateDefinitions('ws_test', {
    definitions: { ...DEFAULT_DEFINITIONS, attributionModel: 'linear' },
    userId: null,
  });
});
afterAll(async () => {
  await updateDefinitions('ws_test', { definitions: DEFAULT_DEFINITIONS, userId: null });
  await harness.close();
});

async function touchOfBob(id: string, day: string): Promise<void> {
  await click(id, day, { partnerId: bob }, `v:${id}`);
  await join(`v:${id}`, 'id:u1');
}
const ofBob = () => commissions({ partner: bob });

test('what somebody else gets of a paid sale is held, also where it was approved, until the proposal is decided', async () => {
  await makeRule();
  await touchOfBob('click_b', '2026-03-03');
  await harness.deliver(customer(), paid('ch_1', 10_000));
  await settleAll();
  await decideAll('approve');
  expect(await ofBob()).toMatchObject([{ status: 'approved', earningsMinor: 1000 }]);
  await closePayout(by, (await makePayout(by, { currency: 'usd', note: '', partnerIds: [ada] })).id, 'pay');

  await touchOfBob('click_c', '2026-03-04');
  await settleAll();
  expect(await ofBob()).toMatchObject([{ status: 'hold', flags: ['reassigned'], earningsMinor: 1333 }]);
  expect(await previewPayouts('ws_test')).toEqual({ currencies: [] });
  for (const decision of ['approve', 'release'] as const) {
    const { refused } = await decideAll(decision);
    expect(refused).toContainEqual({ id: (await ofBob())[0]?.id, reason: expect.stringContaining('is proposed') });
  }

  const [proposal] = (await listProposals('ws_test', { status: 'open' })).proposals;
  await decideProposal(by, proposal?.id ?? '', { decision: 'accept' });
  expect((await listProposals('ws_test', { status: 'decided' })).proposals).toMatchObject([
    { id: proposal?.id, status: 'accepted', decidedAt: expect.any(String) },
  ]);
  expect((await listProposals('ws_test', { status: 'open' })).proposals).toEqual([]);
  expect(await ofBob()).toMatchObject([{ status: 'approved', flags: [], earningsMinor: 1333 }]);
});

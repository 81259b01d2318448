import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/in-transaction';
import { inMonth } from '@/lib/inbox/examples/testing/figures';
import { click, join, lead } from '@/lib/inbox/examples/testing/touches';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness, storeRate } from '@/lib/inbox/testing/harness';
import { at, charge, event, invoice, invoicePayment, paymentIntent, refund } from '@/lib/inbox/testing/stripe-objects';
import { decideCommissions } from '../commissions/decide';
import { listCommissions } from '../commissions/list-commissions';
import { loadCommission } from '../commissions/load-commission';
import { commissionQuery, partnerQuery, ruleInput } from '../inputs';
import { listPartners } from '../partners/list-partners';
import { createPartner } from '../partners/save-partner';
import { closePayout } from '../payouts/close-payout';
import { listPayouts, loadPayout } from '../payouts/list-payouts';
import { makePayout } from '../payouts/make-payout';
import { payoutCsv } from '../payouts/payout-csv';
import { previewPayouts } from '../payouts/preview-payouts';
import { decideProposal } from '../proposals/decide-proposal';
import { listProposals } from '../proposals/list-proposals';
import { dryRunRule } from '../rules/dry-run';
import { changeRule, createRule } from '../rules/save-rule';
import { savePartnerSettings } from '../settings';
import { commissionList, partnerList, payoutDetail } from '../shapes';
import { forgetCommissions } from './forget-commissions';
import { settleCommissions } from './settle-commissions';

const by = { workspaceId: 'ws_test', userId: null };
const LATER = new Date('2027-01-01T00:00:00Z');
let harness: Harness;
let ada = '';
let bob = '';
let rule = '';

beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  await harness.reset();
  await getPool().query(
    'truncate partner, partner_absence, partner_code, reward_rule, reward_rule_version, commission, commission_line, commission_proposal, payout, payout_item, partner_setting, commission_due, touchpoint, visitor_identifier, lead, attribution_due, attribution_move, outgoing_endpoint, outgoing_message, outgoing_delivery',
  );
  ada = (await createPartner(by, { name: '=Ada', email: 'ada@partners.com', note: '' })).id;
  bob = (await createPartner(by, { name: 'Bob', email: 'bob@partners.com', note: '' })).id;
  rule = await makeRule({});
  await click('click_a', '2026-03-01', { partnerId: ada, linkId: 'lnk_1' }, 'v:browser');
  await join('v:browser', 'id:u1');
});
afterAll(() => harness.close());

async function makeRule(input: object): Promise<string> {
  const terms = { reward: { kind: 'percent', percent: '20' } };
  const parsed = ruleInput.parse({ name: 'Standard', event: 'sale', from: 'always', terms, ...input });
  return (await createRule(by, parsed)).id;
}

const customer = (metadata = { user_id: 'u1' }, email: string | null = null) =>
  event('customer.created', '2026-03-02', {
    ...{ id: 'cus_1', object: 'customer', created: at('2026-03-02'), email, name: null, metadata },
  });
const paid = (id: string, amount: number, when = '2026-03-10', more = {}) =>
  event('charge.succeeded', when, charge(id, 'cus_1', amount, when, more));
const refunded = (id: string, of: string, amount: number, more = {}) =>
  event('refund.created', '2026-03-20', refund(id, of, amount, '2026-03-20', more));

async function deliver(...events: Parameters<Harness['deliver']>) {
  await harness.deliver(...events);
  await settleCommissions(new Date('2026-04-01T00:00:00Z'));
}

const firstPage = () => listCommissions('ws_test', commissionQuery.parse({ limit: 1 }));
const all = async (query = {}) => (await listCommissions('ws_test', commissionQuery.parse(query))).commissions;
/** "partner status earnings: lines" of each commission. */
async function book() {
  const found = await Promise.all((await all()).map(({ id }) => loadCommission('ws_test', id)));
  return found.map(({ commission: { partner, status, earningsMinor }, lines }) =>
    [`${partner.name} ${status} ${earningsMinor}:`, ...lines.map((one) => `${one.kind} ${one.amountMinor}`)].join(' '),
  );
}
const ids = async () => (await all()).map(({ id }) => id);
const decide = async (decision: 'approve' | 'hold' | 'release' | 'fraud', now = LATER) =>
  decideCommissions(by, { ids: await ids(), decision, reason: 'because' }, now);
/** Approves all, pays it. */
async function pay() {
  await decide('approve');
  const { id } = await makePayout(by, { currency: 'usd', note: '' });
  await closePayout(by, id, 'pay');
  return id;
}

describe('through signed webhooks', () => {
  test('B13-1 B13-2 a sale earns 20 %, a refund before the payout leaves the rest, the history keeps both', async () => {
    await getPool().query(
      `insert into outgoing_endpoint (workspace_id, id, url, types, secret_cipher, secret_hint)
       values ('ws_test', 'hook', 'https://example.com', '{commission.created,commission.updated}', '', '')`,
    );
    await deliver(customer(), paid('ch_1', 10_000));
    expect(await all()).toMatchObject([
      { sourceId: 'ch_1', customer: 'cus_1', person: 'u1', linkId: 'lnk_1', baseMinor: 10_000, earningsMinor: 2000 },
    ]);
    await deliver(refunded('re_1', 'ch_1', 2500));
    expect(await book()).toEqual(['=Ada pending 1500: earned 2000 refund -500']);
    const told = await getPool().query<{ type: string; body: string }>(
      'select type, body from outgoing_message order by 1',
    );
    expect(told.rows.map(({ type, body }) => [type, JSON.parse(body).data.earningsMinor])).toEqual([
      ['commission.created', 2000],
      ['commission.updated', 1500],
    ]);
  });

  test('B13-3 D10 BY-42 after the payout what was paid stays, and the refund is clawed back with the next one', async () => {
    await deliver(customer(), paid('ch_1', 10_000));
    const first = await pay();
    await deliver(refunded('re_1', 'ch_1', 2500));
    expect(await book()).toEqual(['=Ada paid 1500: earned 2000 decision 0 decision 0 clawback -500']);
    expect(await previewPayouts('ws_test')).toMatchObject({
      currencies: [{ currency: 'usd', totalMinor: 0, items: [], carried: [{ amountMinor: -500 }] }],
    });
    await expect(makePayout(by, { currency: 'usd', note: '' })).rejects.toThrow('Nothing is due in USD');
    await deliver(paid('ch_2', 5000, '2026-03-25'));
    await decide('approve');
    const { id } = await makePayout(by, { currency: 'usd', note: '' });
    await closePayout(by, id, 'pay');
    expect((await listPayouts('ws_test', { partner: ada })).payouts.map((one) => [one.id, one.totalMinor])).toEqual([
      [id, 500],
      [first, 2000],
    ]);
    expect(await payoutCsv('ws_test', id)).toContain(`${id},paid,${ada},'=Ada,ada@partners.com,2,-5.00,5.00,USD`);
    expect(await previewPayouts('ws_test')).toEqual({ currencies: [] });
    const { partners } = partnerList.parse(await listPartners('ws_test', partnerQuery.parse({ search: 'ADA' })));
    const figures = {
      currency: 'usd',
      earnedMinor: 2500,
      pendingMinor: 0,
      approvedMinor: 0,
      paidMinor: 2500,
      dueMinor: 0,
    };
    expect(partners).toMatchObject([{ id: ada, sales: 2, leads: 0, customers: 1, totals: [figures] }]);
    expect(payoutDetail.parse(await loadPayout('ws_test', id))).toMatchObject({
      ...{ status: 'paid', totalMinor: 500, items: [{ amountMinor: 500, clawedMinor: -500, commissions: 2 }] },
    });
    expect(commissionList.parse({ commissions: await all({ payout: id }), nextCursor: null }).commissions).toHaveLength(
      2,
    );
    const [latest, ...others] = await all({ limit: 1 });
    const next = await listCommissions(
      'ws_test',
      commissionQuery.parse({ limit: 1, cursor: (await firstPage()).nextCursor }),
    );
    expect([latest?.sourceId, others, next.commissions.map(({ sourceId }) => sourceId)]).toEqual([
      'ch_2',
      [],
      ['ch_1'],
    ]);
  });

  test('B13-5 RV-11 a full refund in three parts, of a payment without an invoice, ends at exactly 0', async () => {
    await deliver(customer(), paid('ch_1', 9999));
    for (const part of [1, 2, 3]) await deliver(refunded(`re_${part}`, 'ch_1', 3333));
    expect(await book()).toEqual(['=Ada refunded 0: earned 2000 refund -667 refund -666 refund -667']);
  });

  test('B13-6 the same invoice paid twice, ten days apart, is one commission, also when its charge came first', async () => {
    const one = invoice('in_1', 'cus_1', 10_000, '2026-03-10');
    await deliver(customer(), paid('ch_1', 10_000, '2026-03-10', { payment_intent: 'pi_1' }));
    const before = await ids();
    await deliver(
      event('invoice.paid', '2026-03-10', one),
      event('invoice_payment.paid', '2026-03-10', invoicePayment('inpay_1', 'in_1', null, 'pi_1')),
      event('payment_intent.succeeded', '2026-03-10', paymentIntent('pi_1', 'cus_1', 10_000, '2026-03-10')),
    );
    await deliver(event('invoice.paid', '2026-03-20', one));
    expect(await all()).toMatchObject([{ id: before[0], sourceId: 'in_1', earningsMinor: 2000 }]);
    const { rows } = await getPool().query(
      'select count(*)::int as lines from commission_line where amount_minor <> 0',
    );
    expect(rows).toEqual([{ lines: 1 }]);
    // Looked at once more, by two at once, nothing of it is another.
    await getPool().query("insert into commission_due values ('ws_test', 'default', 'cus_1')");
    await Promise.all([settleCommissions(LATER), settleCommissions(LATER)]);
    const touched = await getPool().query('select 1 from commission where updated_at = $1', [LATER]);
    expect(touched.rows).toEqual([]);
  });

  test('B13-9 of 12000 with 2000 tax, 20 % is 2000', async () => {
    const one = invoice('in_1', 'cus_1', 12_000, '2026-03-10', { total_excluding_tax: 10_000 });
    await deliver(customer(), event('invoice.paid', '2026-03-10', one));
    expect(await book()).toEqual(['=Ada pending 2000: earned 2000']);
  });

  test('B13-10 the partner’s own purchase is flagged and on hold; nothing is paid before it is released', async () => {
    await deliver(customer({ user_id: 'u1' }, 'Ada@Partners.com'), paid('ch_1', 10_000));
    expect(await all()).toMatchObject([{ flags: ['self_referral'], status: 'hold' }]);
    await decide('release');
    expect(await all()).toMatchObject([{ status: 'pending' }]);
    expect(await decide('fraud')).toMatchObject({ changed: 1 });
    expect(await book()).toEqual(['=Ada fraud 0: earned 2000 decision 0 decision 0 decision -2000']);
  });

  test('a sale without an exchange rate waits, by that name, until there is one', async () => {
    await deliver(customer(), paid('ch_1', 1000, '2026-03-10', { currency: 'eur' }));
    expect(await all()).toMatchObject([{ flags: ['unconverted'], status: 'pending', earningsMinor: 0 }]);
    expect(await decide('approve')).toMatchObject({
      changed: 0,
      refused: [{ reason: expect.stringContaining('rate') }],
    });
    await storeRate(harness.account, 'eur', 'usd', '2026-03-10', '1.1');
    await deliver(refunded('re_1', 'ch_1', 500, { currency: 'eur' }));
    expect(await all()).toMatchObject([{ flags: [], baseMinor: 550, earningsMinor: 110 }]);
  });

  test('B0-7 nothing of test mode is ever payable', async () => {
    const test = { livemode: false };
    await deliver({ ...customer(), ...test }, { ...paid('ch_1', 10_000), ...test });
    expect(await all()).toEqual([]);
    const [commission] = await all({ mode: 'test' });
    expect(commission).toMatchObject({ mode: 'test', earningsMinor: 2000 });
    const asked = { ids: [commission?.id ?? ''], decision: 'approve' as const, reason: '' };
    expect(await decideCommissions(by, asked, LATER)).toMatchObject({ changed: 0 });
    await savePartnerSettings(by, { holdingDays: 0, autoApprove: true });
    await settleCommissions(LATER);
    expect(await all({ mode: 'test' })).toMatchObject([{ status: 'pending' }]);
    expect(await previewPayouts('ws_test')).toEqual({ currencies: [] });
  });
});

describe('leads', () => {
  const reward = { kind: 'flat', amountMinor: 5000, currency: 'usd' };

  test('RV-19 RV-26 RV-29 a lead that the app tracked earns once; those of Payment Links and customers nothing', async () => {
    await makeRule({ event: 'lead', terms: { reward, leadSources: ['manual'] } });
    await lead('u1', 'click_a', '2026-03-02', 'v:2');
    await getPool().query(
      `insert into lead (workspace_id, id, source, livemode, event_name, occurred_at, click_id, external_id)
       select 'ws_test', 'l' || source, source, true, 'x', now(), 'click_a', 'u2' from unnest(array['checkout', 'customer']) source`,
    );
    await projectPending();
    await settleCommissions(LATER);
    await settleCommissions(LATER);
    expect(await all()).toMatchObject([{ event: 'lead', sourceId: 'lead_click_a', earningsMinor: 5000, quantity: 1 }]);
    await deliver(customer());
    expect(await all()).toMatchObject([{ event: 'lead', status: 'pending' }]);
    const { partners } = await listPartners('ws_test', partnerQuery.parse({ search: 'ada' }));
    expect(partners).toMatchObject([{ sales: 0, leads: 1, customers: 0 }]);
  });
});

describe('decisions and rules', () => {
  test('BY-42 approval waits for the holding period; by itself where that is wanted', async () => {
    await deliver(customer(), paid('ch_1', 10_000));
    expect(await decide('approve', new Date('2026-04-08T00:00:00Z'))).toMatchObject({
      changed: 0,
      refused: [{ reason: expect.stringContaining('2026-04-09') }],
    });
    await savePartnerSettings(by, { holdingDays: 30, autoApprove: true });
    await settleCommissions(new Date('2026-04-08T00:00:00Z'));
    expect(await all()).toMatchObject([{ status: 'pending' }]);
    await settleCommissions(new Date('2026-04-10T00:00:00Z'));
    expect(await book()).toEqual(['=Ada approved 2000: earned 2000 decision 0']);
  });

  test('changed terms leave what was earned, unless they are to count for it; what is paid is only proposed', async () => {
    await deliver(customer(), paid('ch_1', 10_000));
    const terms = ruleInput.shape.terms.parse({ reward: { kind: 'percent', percent: '30' } });
    await changeRule(by, rule, { terms, from: 'now' });
    await settleCommissions(LATER);
    expect(await all()).toMatchObject([{ earningsMinor: 2000 }]);
    await changeRule(by, rule, { terms, from: 'always' });
    await settleCommissions(LATER);
    expect(await book()).toEqual(['=Ada pending 3000: earned 2000 correction 1000']);
    await pay();
    await changeRule(by, rule, { terms: { ...terms, reward: { kind: 'percent', percent: '10' } }, from: 'always' });
    await settleCommissions(LATER);
    expect(await all()).toMatchObject([{ status: 'paid', earningsMinor: 3000 }]);
    expect((await listProposals('ws_test', {})).proposals).toMatchObject([
      { earningsMinor: 3000, proposedMinor: 1000 },
    ]);
  });

  test('D5 a sale that turns out to be another partner’s: unpaid it follows, paid it is proposed', async () => {
    await deliver(customer(), paid('ch_1', 10_000));
    await pay();
    await click('click_b', '2026-03-03', { partnerId: bob }, 'v:b');
    await join('v:b', 'id:u1');
    await deliver();
    expect((await book()).sort()).toEqual([
      '=Ada paid 2000: earned 2000 decision 0 decision 0',
      'Bob hold 2000: earned 2000',
    ]);
    const [proposal] = (await listProposals('ws_test', { status: 'open' })).proposals;
    await decideProposal(by, proposal?.id ?? '', { decision: 'accept' });
    expect((await book()).sort()).toEqual([
      '=Ada paid 0: earned 2000 decision 0 decision 0 decision 0 clawback -2000',
      'Bob pending 2000: earned 2000',
    ]);
    expect((await listProposals('ws_test', { status: 'open' })).proposals).toEqual([]);
  });

  test('D10 a dry run says what a rule would have brought, and writes nothing', async () => {
    await deliver(customer(), paid('ch_1', 10_000), paid('ch_2', 5000, '2026-04-02'), refunded('re_1', 'ch_1', 2500));
    const before = await book();
    const input = { partnerId: null, event: 'sale' as const };
    const terms = ruleInput.shape.terms.parse({ reward: { kind: 'percent', percent: '10' } });
    expect(await dryRunRule('ws_test', { ...input, terms }, new Date('2026-05-05T00:00:00Z'))).toMatchObject({
      from: '2026-01-01',
      to: '2026-04-01',
      partners: [
        {
          partner: { name: '=Ada' },
          ...{ events: 1, baseMinor: 7500, earningsMinor: 750, unconverted: 0 },
          samples: [{ sourceId: 'ch_1', arithmetic: '10 % of $75.00 = $7.50' }],
        },
      ],
      totals: [{ currency: 'usd', events: 1, earningsMinor: 750 }],
    });
    expect(await book()).toEqual(before);
  });
});

test('a customer that cannot be worked out stays due and holds up nobody', async () => {
  await harness.deliver(customer(), paid('ch_1', 10_000));
  await getPool().query(
    `insert into ledger_owner (workspace_id, connection_id, id, livemode, person_id, resolved_by, attribution)
     values ('ws_test', 'default', 'cus_0', true, 'u0', 'fallback', '{"model":"none"}')`,
  );
  await getPool().query("insert into commission_due values ('ws_test', 'default', 'cus_0')");
  await expect(settleCommissions(LATER)).rejects.toThrow();
  expect(await book()).toEqual(['=Ada pending 2000: earned 2000']);
  const { rows } = await getPool().query('select owner_id from commission_due');
  expect(rows).toEqual([{ owner_id: 'cus_0' }]);
});

test('a lead whose reward is beyond what can be stored stays due and holds up neither leads nor sales', async () => {
  const signups = await makeRule({
    ...{ name: 'Signups', event: 'lead' },
    terms: { reward: { kind: 'flat', amountMinor: 5000, currency: 'usd' } },
  });
  await getPool().query(
    `update reward_rule_version set terms = jsonb_set(terms, '{reward,amountMinor}', '9007199254740991') where rule_id = $1`,
    [signups],
  );
  await getPool().query(
    `insert into lead (workspace_id, id, source, livemode, event_name, occurred_at, click_id, external_id, quantity)
     select 'ws_test', 'lead_' || n, 'manual', true, 'Sign up', '2026-03-02', 'click_a', 'u' || n, case n when 7 then 100000 else 1 end
     from generate_series(2, 9) n`,
  );
  await harness.deliver(customer(), paid('ch_1', 10_000));
  await expect(settleCommissions(LATER)).rejects.toThrow('out of range');
  expect(await all({ event: 'lead' })).toHaveLength(7);
  expect(await all({ event: 'sale' })).toMatchObject([{ sourceId: 'ch_1' }]);
  await getPool().query("update lead set quantity = 1 where id = 'lead_7'");
  await settleCommissions(LATER);
  expect(await all({ event: 'lead' })).toHaveLength(8);
});

test('a reward is of at most ten million millions, so that many of it can still be stored', async () => {
  const terms = { reward: { kind: 'flat', amountMinor: 10 ** 13 + 1, currency: 'usd' } };
  await expect(makeRule({ terms })).rejects.toMatchObject({ code: 'unprocessable', field: 'terms.reward.amountMinor' });
});

test('with a source go its commissions; what was paid stays, and says no more whose sale it was', async () => {
  await deliver(customer(), paid('ch_1', 10_000));
  const payout = await pay();
  await deliver(paid('ch_2', 5000, '2026-03-25'));
  await inTransaction((tx) => forgetCommissions(tx, 'ws_test', 'default'));
  expect(await all()).toMatchObject([{ sourceId: 'ch_1', status: 'paid', paidMinor: 2000, customer: '', person: '' }]);
  expect(await all({ payout })).toHaveLength(1);
});

test('B0-10 commissions as a metric: by the day of the sale, by partner, and rows that sum to it', async () => {
  await makeRule({
    ...{ name: 'Signups', event: 'lead' },
    terms: { reward: { kind: 'flat', amountMinor: 300, currency: 'eur' } },
  });
  await lead('u1', 'click_a', '2026-03-02', 'v:2');
  await deliver(customer(), paid('ch_1', 9999), paid('ch_2', 100, '2026-04-10'), refunded('re_1', 'ch_1', 1000));
  const march = (more = {}) => inMonth(harness.account, 'commissions', '2026-03', more);
  const waiting = await march();
  expect(waiting).toMatchObject({ value: 1800, unconverted: [{ currency: 'eur', amountMinor: 300 }] });
  await storeRate(harness.account, 'eur', 'usd', '2026-03-02', '1.2');
  expect(await march({ breakdown: 'partner' })).toMatchObject({
    value: 2160,
    by: { [ada]: 2160 },
    labels: { [ada]: '=Ada' },
  });
  expect(await march({ filters: [{ dimension: 'partner', negated: false, values: [bob] }] })).toMatchObject({
    value: 0,
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { ATTRIBUTION_MODELS, DEFAULT_DEFINITIONS } from '@/lib/ledger/definitions';
import { updateDefinitions } from '@/lib/workspace/update-definitions';
import { ledgerDigest } from '../ledger-digest';
import { projectPending } from '../projector';
import { rebuildWorkspace } from '../rebuild';
import { type Harness, startHarness } from '../testing/harness';
import {
  at,
  charge,
  checkoutSession,
  discount,
  event,
  type FakeEvent,
  invoice,
  line,
  refund,
} from '../testing/stripe-objects';
import { inMonth, type Question } from './testing/figures';
import { subscribed } from './testing/lives';
import { click, join, lead } from './testing/touches';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const march = (metric: string, question: Partial<Question> = {}) =>
  inMonth(harness.account, metric, '2026-03', question);
/** Net revenue by where it came from, which is the whole; Direct / unknown is always a part of it. */
const net = async (breakdown: 'campaign' | 'link' | 'source' = 'campaign', more: Partial<Question> = {}) => {
  const { by, value } = await march('net-revenue', { breakdown, ...more });
  expect(Object.values(by).reduce<number>((sum, part) => sum + (part ?? 0), 0)).toBe(value);
  const { '': unknown, ...known } = by;
  expect(unknown).toBeDefined();
  return unknown === 0 ? known : by;
};

const customer = (id: string, when: string, metadata: Record<string, string> = {}, email: string | null = null) =>
  event('customer.created', when, { id, object: 'customer', created: at(when), email, name: null, metadata });
const paid = (id: string, of: string | null, amount: number, when: string, more: Record<string, unknown> = {}) =>
  event('charge.succeeded', when, charge(id, of, amount, when, more));

/** The lines of the audit: sale, and the campaign before and after. */
const audit = async () => {
  const { rows } = await getPool().query<{ line: string }>(
    `select sale_id || ': ' || coalesce(before->'shares'->0->>'campaign', '–') || ' → ' || coalesce(after->'shares'->0->>'campaign', '–') || ', ' || cause || ' ' || version as line
     from attribution_move order by seq`,
  );
  return rows.map(({ line }) => line);
};
const leads = async () => {
  const { rows } = await getPool().query<{ line: string }>(
    `select source || ' ' || quantity || ' ' || click_id || ' ' || external_id as line from lead order by id`,
  );
  return rows.map(({ line }) => line);
};

describe('a click on link A on day 1, on link B on day 5, a sale of 9999 on day 6', () => {
  beforeEach(async () => {
    await click('click_a', '2026-03-01', { campaign: 'a' }, 'v:browser');
    await click('click_b', '2026-03-05', { campaign: 'b' }, 'v:browser');
    await join('v:browser', 'id:u1');
    await harness.deliver(
      customer('cus_1', '2026-03-06', { user_id: 'u1' }),
      paid('ch_1', 'cus_1', 9999, '2026-03-06'),
    );
  });

  test('B12-5 BY-36 last touch credits B with it, and nothing is Direct', async () => {
    expect(await net()).toEqual({ b: 9999 });
  });

  test.each([
    ['first_touch', { a: 9999 }],
    ['linear', { a: 5000, b: 4999 }],
    ['position_based', { a: 5000, b: 4999 }],
  ] as const)('B12-5 %s as a switch of the report', async (attributionModel, expected) => {
    expect(await net('campaign', { attributionModel })).toEqual(expected);
  });

  test('B12-5 a full refund leaves nothing with anybody, under every model', async () => {
    await harness.deliver(event('refund.created', '2026-03-10', refund('re_1', 'ch_1', 9999, '2026-03-10')));
    for (const attributionModel of ATTRIBUTION_MODELS)
      for (const part of Object.values(await net('campaign', { attributionModel }))) expect(part).toBe(0);
  });

  test('B12 BY-38 what is clicked after the first sale credits nothing else', async () => {
    await click('click_c', '2026-03-08', { campaign: 'c' }, 'v:browser');
    await harness.deliver(paid('ch_2', 'cus_1', 1000, '2026-03-09'));
    expect(await net()).toEqual({ b: 10_999 });
    expect(await audit()).toEqual([]);
  });

  test('made again from the inbox, everything is credited as it was', async () => {
    const before = await ledgerDigest(getPool(), harness.account.workspaceId);
    await rebuildWorkspace(harness.account.workspaceId);
    expect(await ledgerDigest(getPool(), harness.account.workspaceId)).toEqual(before);
    expect(await audit()).toEqual([]);
  });
});

test('B12-6 a click 91 days before the sale: Direct / unknown, which is shown', async () => {
  await click('click_old', '2025-12-15', { campaign: 'old' }, 'id:u1');
  await harness.deliver(customer('cus_1', '2026-03-16', { user_id: 'u1' }), paid('ch_1', 'cus_1', 500, '2026-03-16'));
  expect(await net()).toEqual({ '': 500 });
  expect((await march('net-revenue', { breakdown: 'campaign' })).labels).toEqual({ '': 'Direct / unknown' });
  expect(await net('campaign', { attributionWindow: 91 })).toEqual({ old: 500 });
});

test('B12-7 D5 a user mapped after the purchase: the sale moves to its campaign, and the audit names old and new', async () => {
  await click('click_a', '2026-03-01', { campaign: 'a' }, 'v:browser');
  await harness.deliver(customer('cus_1', '2026-03-02'), paid('ch_1', 'cus_1', 500, '2026-03-03'));
  expect(await net()).toEqual({ '': 500 });
  await join('v:browser', 'id:u1');
  await harness.deliver(
    event('customer.updated', '2026-03-20', { id: 'cus_1', object: 'customer', metadata: { user_id: 'u1' } }),
  );
  expect(await net()).toEqual({ a: 500 });
  expect(await audit()).toEqual(['ch_1: – → a, facts 1']);
});

test('B12-7 the same when the app tells who the visitor was, after the purchase', async () => {
  await click('click_a', '2026-03-01', { campaign: 'a' }, 'v:browser');
  await harness.deliver(customer('cus_1', '2026-03-02', { user_id: 'u1' }), paid('ch_1', 'cus_1', 500, '2026-03-03'));
  await join('v:browser', 'id:u1', 'lead');
  await projectPending();
  expect(await net()).toEqual({ a: 500 });
  expect(await audit()).toEqual(['ch_1: – → a, lead 1']);
});

test('two customers of one person are credited to the touches before the first sale of either', async () => {
  await click('click_a', '2026-03-01', { campaign: 'a' }, 'id:u1');
  await click('click_b', '2026-03-05', { campaign: 'b' }, 'id:u1');
  await harness.deliver(customer('cus_2', '2026-03-06', { user_id: 'u1' }), paid('ch_2', 'cus_2', 200, '2026-03-06'));
  expect(await net()).toEqual({ b: 200 });
  await harness.deliver(customer('cus_1', '2026-03-02', { user_id: 'u1' }), paid('ch_1', 'cus_1', 100, '2026-03-03'));
  expect(await net()).toEqual({ a: 300 });
  expect(await audit()).toEqual(['ch_2: b → a, facts 1']);
});

describe('the three ways to join Stripe to a click', () => {
  beforeEach(() => click('abc', '2026-03-01', { campaign: 'spring', linkId: 'link_1' }, 'v:browser'));

  const session = (
    reference: string | null,
    more: Record<string, unknown> = {},
    of: string | null = 'cus_1',
  ): FakeEvent =>
    event(
      'checkout.session.completed',
      '2026-03-02',
      checkoutSession('cs_1', of, 700, '2026-03-02', { client_reference_id: reference, ...more }),
    );

  test('RV-14 RV-16 B15-8 a Payment Link: client_reference_id names the click, the customer is known by Stripe’s id', async () => {
    await harness.deliver(session('dub_id_abc'));
    expect(await net('link')).toEqual({ link_1: 700 });
    expect(await leads()).toEqual(['checkout 1 abc cus_1']);
    expect(
      (await march('net-revenue', { filters: [{ dimension: 'person', negated: false, values: ['cus_1'] }] })).value,
    ).toBe(700);
  });

  test('RV-23 B6-12 a guest checkout is credited as well', async () => {
    await harness.deliver(session('dub_id_abc', {}, null));
    expect(await net('link')).toEqual({ link_1: 700 });
  });

  test('a click that the checkout itself names came before it, though Stripe’s clock is a little behind', async () => {
    await click('late', '2026-03-02T00:00:02Z', { linkId: 'link_late' }, 'v:other');
    await harness.deliver(session('dub_id_late'));
    expect(await net('link')).toEqual({ link_late: 700 });
  });

  test('RV-22 B15-9 any other client_reference_id is not a click; metadata joins the sale to user and click', async () => {
    await join('v:browser', 'id:user_123');
    await harness.deliver(session('team_1', { metadata: { dubCustomerExternalId: 'user_123' } }));
    expect(await net()).toEqual({ spring: 700 });
    const person = { dimension: 'person' as const, negated: false, values: ['user_123'] };
    expect((await march('net-revenue', { filters: [person] })).value).toBe(700);
    expect(await leads()).toEqual([]);
  });

  test('RV-20 checkout metadata with the click itself', async () => {
    await harness.deliver(session(null, { metadata: { dubCustomerExternalId: 'user_1', dubClickId: 'dub_id_abc' } }));
    expect(await net()).toEqual({ spring: 700 });
    expect(await leads()).toEqual(['checkout 1 abc user_1']);
  });

  const METADATA = { dubCustomerExternalId: 'user_1', dubClickId: 'abc' };

  test('RV-24 a customer created with metadata', async () => {
    await harness.deliver(customer('cus_1', '2026-03-02', METADATA), paid('ch_1', 'cus_1', 500, '2026-03-03'));
    expect(await net()).toEqual({ spring: 500 });
    expect(await leads()).toEqual(['customer 1 abc user_1']);
  });

  test('RV-25 a customer that gets it by an update, after it paid', async () => {
    await harness.deliver(customer('cus_1', '2026-03-02'), paid('ch_1', 'cus_1', 500, '2026-03-03'));
    await harness.deliver(
      event('customer.updated', '2026-03-04', { id: 'cus_1', object: 'customer', metadata: METADATA }),
    );
    expect(await net()).toEqual({ spring: 500 });
    expect(await leads()).toEqual(['customer 1 abc user_1']);
  });

  test('whom the app told of as a lead is not counted as Stripe’s lead too, whichever comes first', async () => {
    await harness.deliver(customer('cus_1', '2026-03-02', METADATA));
    await lead('user_1', 'abc', '2026-03-01', 'v:browser');
    await projectPending();
    expect(await leads()).toEqual(['manual 1 abc user_1']);
    await harness.deliver(
      event('customer.updated', '2026-03-04', { id: 'cus_1', object: 'customer', metadata: METADATA }),
    );
    expect(await leads()).toEqual(['manual 1 abc user_1']);
  });
});

test('BY-40 a partner’s promotion code is a touch of that partner when it is first used, and a dimension of its own', async () => {
  await getPool().query(
    "insert into partner_code (workspace_id, connection_id, promotion_code_id, partner_id, code) values ('ws_test', 'default', 'promo_1', 'ptn_1', 'ANNA20')",
  );
  const coupon = discount('di_1', { id: 'TWENTY' }, { promotion_code: 'promo_1', start: at('2026-03-02') });
  const amounts = [{ amount: 200, discount: 'di_1' }];
  await harness.deliver(
    customer('cus_1', '2026-03-01'),
    event(
      'invoice.paid',
      '2026-03-02',
      invoice('in_1', 'cus_1', 800, '2026-03-02', {
        ...{ discounts: [coupon], total_discount_amounts: amounts },
        lines: [line('il_1', 1000, { discount_amounts: amounts })],
      }),
    ),
    paid('ch_2', 'cus_2', 300, '2026-03-04'),
  );
  expect((await march('net-revenue', { breakdown: 'partner' })).by).toEqual({ '': 300, ptn_1: 800 });
  expect((await march('discounts', { breakdown: 'promotion_code' })).by).toEqual({ '': 0, promo_1: 200 });
  expect((await march('net-revenue', { breakdown: 'promotion_code' })).by).toEqual({ '': 300, promo_1: 800 });
});

describe('trials', () => {
  const trial = () => {
    const started = subscribed({
      ...{ customer: 'cus_1', amount: 5000, since: '2026-03-02' },
      extra: { status: 'trialing', trial_start: at('2026-03-02'), trial_end: at('2026-03-16') },
    });
    return JSON.parse(JSON.stringify(started).replaceAll('"quantity":1', '"quantity":5'));
  };

  test('RV-27 RV-28 are no leads by default, one where they count, and as many as units where these do', async () => {
    await click('abc', '2026-03-01', { campaign: 'spring' }, 'customer:cus_1');
    await harness.deliver(customer('cus_1', '2026-03-02'), trial());
    expect(await leads()).toEqual([]);
    const count = (quantityAsLeads: boolean) =>
      updateDefinitions(harness.account.workspaceId, {
        definitions: { ...DEFAULT_DEFINITIONS, trialsAsLeads: true, quantityAsLeads },
        userId: null,
      });
    await count(false);
    expect(await leads()).toEqual(['trial 1 abc cus_1']);
    await count(true);
    expect(await leads()).toEqual(['trial 5 abc cus_1']);
    expect((await march('trials', { breakdown: 'campaign' })).by).toEqual({ '': 0, spring: 1 });
  });
});

test('FK-45 FK-47 MRR, subscribers, trials and refunds are told apart by campaign, and what is not known is the rest', async () => {
  await click('abc', '2026-03-01', { campaign: 'spring', source: 'newsletter' }, 'customer:cus_1');
  await harness.deliver(
    ...[customer('cus_1', '2026-03-02'), customer('cus_2', '2026-03-02')],
    ...[subscribed({ customer: 'cus_1', amount: 1000, since: '2026-03-03' })],
    ...[subscribed({ customer: 'cus_2', amount: 300, since: '2026-03-03', currency: 'eur' })],
    ...[paid('ch_1', 'cus_1', 1000, '2026-03-03'), paid('ch_2', 'cus_2', 400, '2026-03-03')],
  );
  expect((await march('mrr', { breakdown: 'campaign' })).by).toEqual({ '': 0, spring: 1000 });
  expect((await march('mrr', { breakdown: 'campaign', currency: 'eur' })).by).toEqual({ '': 300, spring: 0 });
  expect((await march('active-subscribers', { breakdown: 'source' })).by).toEqual({ '': 1, newsletter: 1 });
  const only = (negated: boolean, values: string[]) => ({
    filters: [{ dimension: 'campaign' as const, negated, values }],
  });
  expect((await march('net-revenue', only(false, ['spring']))).value).toBe(1000);
  expect((await march('net-revenue', only(true, ['spring']))).value).toBe(400);
  expect((await march('net-revenue', only(false, ['']))).value).toBe(400);
  expect((await march('active-subscribers', only(false, ['']))).value).toBe(1);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { undoAction } from '@/lib/identity/actions/undo-action';
import { addAlias, mergePeople } from '@/lib/identity/aliases/add-alias';
import { recordVisit } from '@/lib/tracking/record-visit';
import { storeTouchpoints } from '@/lib/tracking/store-touchpoints';
import { touchpointInput } from '@/lib/tracking/touchpoint-input';
import { trackLead } from '@/lib/tracking/track-lead';
import { leadRequest, saleRequest } from '@/lib/tracking/track-requests';
import { trackSale } from '@/lib/tracking/track-sale';
import { ledgerDigest } from '../ledger-digest';
import { projectPending } from '../projector';
import { rebuildWorkspace } from '../rebuild';
import { type Harness, startHarness } from '../testing/harness';
import { at, charge, checkoutSession, discount, event, invoice, line } from '../testing/stripe-objects';
import { inMonth, type Question } from './testing/figures';
import { subscribed } from './testing/lives';
import { click, join } from './testing/touches';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  await harness.reset();
  await getPool().query('truncate spend');
});
afterAll(() => harness.close());

const WORKSPACE = 'ws_test';
const CLICK = 'abcdefghijklmnopqrstuvwxy';
const march = (metric: string, question: Partial<Question> = {}) =>
  inMonth(harness.account, metric, '2026-03', question);
/** What is not 0 of a breakdown. */
async function by(metric: string, breakdown: Question['breakdown']) {
  const found = await march(metric, { breakdown });
  return Object.fromEntries(Object.entries(found.by).filter(([, value]) => value !== 0));
}
const customer = (id: string, when: string, user: string | null, email: string | null = null) =>
  event('customer.created', when, {
    ...{ id, object: 'customer', created: at(when), email, name: null },
    metadata: user === null ? {} : { user_id: user },
  });
const paid = (id: string, of: string, amount: number, when: string) =>
  event('charge.succeeded', when, charge(id, of, amount, when, {}));
const codeOf = (partner: string, code: string) =>
  getPool().query(
    'insert into partner_code (workspace_id, connection_id, promotion_code_id, partner_id, code) values ($1, $2, $3, $4, $5)',
    [WORKSPACE, 'default', code, partner, 'ANNA'],
  );
const lead = (livemode: boolean, more: object) =>
  trackLead(
    { workspaceId: WORKSPACE, livemode },
    leadRequest.parse({ clickId: CLICK, eventName: 'Sign up', ...more }),
    new Date('2026-03-01T01:00:00Z'),
  );

/** 800 of 1000, by a coupon, with a promotion code or without. */
function couponSale(name: string, of: string, promotionCode: string | null, when: string, start = at(when)) {
  const given = discount(
    `di_${name}`,
    { id: 'TWENTY' },
    { ...(promotionCode ? { promotion_code: promotionCode } : {}), start },
  );
  const amounts = [{ amount: 200, discount: `di_${name}` }];
  return event(
    'invoice.paid',
    when,
    invoice(`in_${name}`, of, 800, when, {
      ...{ discounts: [given], total_discount_amounts: amounts },
      lines: [line(`il_${name}`, 1000, { discount_amounts: amounts })],
    }),
  );
}

/** Tables that a rebuild makes otherwise than they were. */
async function changedByRebuild(): Promise<string[]> {
  const before = new Map(Object.entries((await ledgerDigest(getPool(), WORKSPACE)).tables));
  await rebuildWorkspace(WORKSPACE);
  const after = Object.entries((await ledgerDigest(getPool(), WORKSPACE)).tables);
  return after.filter(([table, digest]) => before.get(table) !== digest).map(([table]) => table);
}

describe('B12 a promotion code as a touch', () => {
  const first = () => [customer('cus_a', '2026-03-01', 'u1'), couponSale('1', 'cus_a', 'promo_1', '2026-03-02')];
  const second = () => [customer('cus_b', '2026-03-19', 'u1'), couponSale('2', 'cus_b', 'promo_1', '2026-03-20')];

  test.each([
    ['as they happened', () => [...first(), ...second()]],
    ['the later first', () => [...second(), ...first()]],
  ])('B12-7 used by two customers of one person counts from its first use: %s', async (_, events) => {
    await codeOf('ptn_1', 'promo_1');
    for (const one of events()) await harness.deliver(one);
    expect(await by('net-revenue', 'partner')).toEqual({ ptn_1: 1600 });
    expect(await changedByRebuild()).toEqual([]);
  });

  test('a discount that Stripe dates a second after the payment it lowered came before it', async () => {
    await codeOf('ptn_1', 'promo_1');
    const late = couponSale('1', 'cus_a', 'promo_1', '2026-03-02', at('2026-03-02') + 1);
    await harness.deliver(customer('cus_a', '2026-03-01', 'u1'), late);
    expect(await by('net-revenue', 'partner')).toEqual({ ptn_1: 800 });
  });

  test('people who are merged are credited anew, where codes are the only touches as well', async () => {
    await codeOf('ptn_1', 'promo_1');
    await harness.deliver(
      ...[customer('cus_a', '2026-03-01', 'uA'), couponSale('1', 'cus_a', 'promo_1', '2026-03-20')],
      ...[customer('cus_b', '2026-03-01', 'uB'), paid('ch_b', 'cus_b', 300, '2026-03-05')],
    );
    expect(await by('net-revenue', 'partner')).toEqual({ '': 300, ptn_1: 800 });
    await mergePeople({ workspaceId: WORKSPACE, userId: null }, { livemode: true, alias: 'uB', to: 'uA' });
    await projectPending();
    expect(await by('net-revenue', 'partner')).toEqual({ '': 1100 });
    expect(await changedByRebuild()).toEqual([]);
  });
});

describe('B11 the promotion code of a coupon', () => {
  const figures = async () => ({
    net: await by('net-revenue', 'promotion_code'),
    redemptions: await by('redemptions', 'promotion_code'),
    given: await by('discount-given', 'promotion_code'),
  });

  test('B11 two codes of one coupon, one after the other, each have their own figures', async () => {
    await harness.deliver(customer('cus_1', '2026-03-01', null), couponSale('1', 'cus_1', 'promo_a', '2026-03-02'));
    await harness.deliver(couponSale('2', 'cus_1', 'promo_b', '2026-03-20'));
    expect(await figures()).toEqual({
      net: { promo_a: 800, promo_b: 800 },
      redemptions: { promo_a: 1, promo_b: 1 },
      given: { promo_a: 200, promo_b: 200 },
    });
  });

  test('B11 a coupon that was first given without a code', async () => {
    await harness.deliver(customer('cus_1', '2026-03-01', null), couponSale('1', 'cus_1', null, '2026-03-02'));
    await harness.deliver(couponSale('2', 'cus_1', 'promo_b', '2026-03-20'));
    expect(await figures()).toEqual({
      net: { '': 800, promo_b: 800 },
      redemptions: { '': 1, promo_b: 1 },
      given: { '': 200, promo_b: 200 },
    });
  });
});

describe('B0-7 test mode says nothing of live customers', () => {
  test('B0-7 a lead of test mode joins its click to nobody in live mode', async () => {
    await click(CLICK, '2026-03-01', { campaign: 'spring', partnerId: 'ptn_1' }, 'v:browser');
    await lead(false, { customerExternalId: 'u1' });
    await harness.deliver(customer('cus_1', '2026-03-02', 'u1'), paid('ch_1', 'cus_1', 500, '2026-03-03'));
    expect(await by('net-revenue', 'campaign')).toEqual({ '': 500 });
    await lead(true, { customerExternalId: 'u1' });
    await projectPending();
    expect(await by('net-revenue', 'campaign')).toEqual({ spring: 500 });
  });

  test('B0-7 a tracked sale of test mode takes no invoice id from a live one', async () => {
    const sale = (amount: number) => saleRequest.parse({ customerExternalId: 'u1', amount, invoiceId: 'inv_1' });
    const when = new Date('2026-03-02T01:00:00Z');
    await trackSale({ workspaceId: WORKSPACE, livemode: false }, sale(100), when);
    const told = await trackSale({ workspaceId: WORKSPACE, livemode: true }, sale(5000), when);
    expect(told.sale.amountMinor).toBe(5000n);
    expect([(await march('sales')).value, (await march('sales', { mode: 'test' })).value]).toEqual([1, 1]);
  });
});

describe('B12 who a browser turned out to be', () => {
  const SITE = 'c'.repeat(32);

  /** The redirect's browser and the site's are one by a click; the lead named the first. */
  beforeEach(async () => {
    await click('click_1', '2026-03-01', { campaign: 'a' }, 'v:redirect');
    await join('v:redirect', 'click:click_1');
    await join(`v:${SITE}`, 'click:click_1');
    await join('v:redirect', 'id:u1', 'lead');
  });

  test('a visit of the site’s browser during a trial reaches the person', async () => {
    const trial = { status: 'trialing', trial_start: at('2026-03-02'), trial_end: at('2026-03-30') };
    const started = subscribed({ customer: 'cus_1', amount: 5000, since: '2026-03-02', extra: trial });
    await harness.deliver(customer('cus_1', '2026-03-02', 'u1'), started);
    expect(await by('trials', 'campaign')).toEqual({ a: 1 });
    const url = 'https://shop.example/?utm_source=news&utm_campaign=b';
    const visit = { visitor: SITE, url, referrer: null };
    await recordVisit({ workspaceId: WORKSPACE, country: null }, visit, new Date('2026-03-05T00:00:00Z'));
    await projectPending();
    expect(await by('trials', 'campaign')).toEqual({ b: 1 });
    expect(await changedByRebuild()).toEqual([]);
  });

  test('a touch that is told of it later, of the time before the sale, as well', async () => {
    await harness.deliver(customer('cus_1', '2026-03-02', 'u1'), paid('ch_1', 'cus_1', 500, '2026-03-10'));
    const touch = touchpointInput.parse({
      ...{ occurredAt: '2026-03-05T00:00:00Z', visitorId: SITE, source: 'news', campaign: 'b' },
    });
    await storeTouchpoints({ workspaceId: WORKSPACE, kind: 'api', nameOf: (_, field) => field }, [touch]);
    await projectPending();
    expect(await by('net-revenue', 'campaign')).toEqual({ b: 500 });
    expect(await changedByRebuild()).toEqual([]);
  });
});

test('B15 the click of an anonymous id is the user’s whom a server says it stands for, until that is undone', async () => {
  const actor = { workspaceId: WORKSPACE, userId: null };
  await click(CLICK, '2026-03-01', { campaign: 'spring' }, 'v:browser');
  await lead(true, { customerExternalId: 'anon-1' });
  await harness.deliver(customer('cus_1', '2026-03-02', 'u1'), paid('ch_1', 'cus_1', 500, '2026-03-03'));
  expect(await by('net-revenue', 'campaign')).toEqual({ '': 500 });
  const { actionId } = await addAlias(actor, { livemode: true, alias: 'anon-1', to: 'u1' });
  await projectPending();
  expect(await by('net-revenue', 'campaign')).toEqual({ spring: 500 });
  expect(await changedByRebuild()).toEqual([]);
  await undoAction(actor, actionId ?? '');
  await projectPending();
  expect(await by('net-revenue', 'campaign')).toEqual({ '': 500 });
});

test('B15-7 two users of one address stay two: the click of one brought the other nothing', async () => {
  await click(CLICK, '2026-03-01', { partnerId: 'ptn_1' }, 'v:browser');
  await lead(true, { customerExternalId: 'u1', customerEmail: 'team@corp.com' });
  await harness.deliver(
    ...[customer('cus_1', '2026-03-02', 'u1', 'team@corp.com'), paid('ch_1', 'cus_1', 700, '2026-03-02')],
    ...[customer('cus_2', '2026-03-02', 'u2', 'team@corp.com'), paid('ch_2', 'cus_2', 300, '2026-03-02')],
  );
  expect(await by('net-revenue', 'partner')).toEqual({ '': 300, ptn_1: 700 });
});

test.each([
  ['before', true],
  ['after', false],
])(
  'B13 whom the app told of as a lead %s the Payment Link was paid by the same click is one lead',
  async (_, isBefore) => {
    await click(CLICK, '2026-03-01', { linkId: 'lnk_1' }, 'v:browser');
    const tell = () => lead(true, { customerExternalId: 'user_1', customerEmail: 'a@b.com' });
    if (isBefore) await tell();
    await harness.deliver(
      customer('cus_1', '2026-03-02', null, 'a@b.com'),
      event(
        'checkout.session.completed',
        '2026-03-02',
        checkoutSession('cs_1', 'cus_1', 700, '2026-03-02', { client_reference_id: `dub_id_${CLICK}` }),
      ),
    );
    if (!isBefore) await tell();
    await projectPending();
    expect(await by('leads', 'link')).toEqual({ lnk_1: 1 });
  },
);

test('B0-5 spend that was told later is not known before', async () => {
  await getPool().query(
    `insert into spend (workspace_id, id, day, source, medium, campaign, currency, amount_minor, created_at)
     values ($1, 'spd_1', '2026-03-01', '', '', 'a', 'usd', 100000, '2026-06-01')`,
    [WORKSPACE],
  );
  await harness.deliver(customer('cus_1', '2026-03-02', null), paid('ch_1', 'cus_1', 700, '2026-03-02'));
  await getPool().query('update stripe_event set known_at = occurred_at');
  await getPool().query('update object_version set known_at = occurred_at');
  expect((await march('cac')).numerator).toBe(100_000);
  expect((await march('cac', { asKnownOn: '2026-03-31T00:00:00Z' })).numerator).toBe(0);
});

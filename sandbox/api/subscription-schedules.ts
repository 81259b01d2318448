import { z } from 'zod';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { flag, integer, mergeMetadata, metadata, text, timeRange } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import { currentPeriod, hasEnded } from '../objects/subscription';
import { defaultSettings, newPhase, newSchedule, type SubscriptionSchedule } from '../objects/subscription-schedule';
import { cancelSchedule, releaseSchedule } from '../schedules/close-schedule';
import { phaseParams, readPhases } from '../schedules/phase-params';
import { enterPhase, planTurn, startSchedule } from '../schedules/run-phase';

const settings = z
  .strictObject({
    billing_cycle_anchor: z.literal('automatic').optional(),
    collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
    default_payment_method: text.optional(),
  })
  .optional();
const createParams = z.strictObject({
  customer: text.optional(),
  default_settings: settings,
  end_behavior: z.enum(['cancel', 'release']).optional(),
  from_subscription: text.optional(),
  metadata: metadata.optional(),
  phases: phaseParams.optional(),
  start_date: z.union([z.literal('now'), integer]).optional(),
});
const updateParams = z.strictObject({
  default_settings: settings,
  end_behavior: z.enum(['cancel', 'release']).optional(),
  metadata: metadata.optional(),
  phases: phaseParams.optional(),
  proration_behavior: z.enum(['create_prorations', 'always_invoice', 'none']).optional(),
});
const listParams = z.strictObject({
  ...createdPaging,
  canceled_at: timeRange.optional(),
  completed_at: timeRange.optional(),
  customer: text.optional(),
  released_at: timeRange.optional(),
  scheduled: flag.optional(),
});
const PATH = '/v1/subscription_schedules';

export const subscriptionScheduleRoutes = [
  route('POST', PATH, createParams, create),
  route('GET', PATH, listParams, (sandbox, params) =>
    listPage(sandbox.store.subscriptionSchedules, params, {
      url: PATH,
      kind: 'subscription_schedule',
      createdOf: ({ created }) => created,
      within: ['customer', params.customer],
      match: ({ status }) => !params.scheduled || status === 'not_started',
    }),
  ),
  route('GET', `${PATH}/:id`, z.strictObject({}), (sandbox, _params, id) => findSchedule(sandbox, id)),
  route('POST', `${PATH}/:id`, updateParams, update),
  route(
    'POST',
    `${PATH}/:id/cancel`,
    z.strictObject({ invoice_now: flag.optional(), prorate: flag.optional() }),
    (sandbox, _params, id) => cancelSchedule(sandbox, openSchedule(sandbox, id)),
  ),
  route(
    'POST',
    `${PATH}/:id/release`,
    z.strictObject({ preserve_cancel_date: flag.optional() }),
    (sandbox, _params, id) => releaseSchedule(sandbox, openSchedule(sandbox, id)),
  ),
];

function findSchedule(sandbox: Sandbox, id: string): SubscriptionSchedule {
  const schedule = sandbox.store.subscriptionSchedules.get(id);
  if (!schedule) throw resourceMissing('subscription_schedule', id);
  return schedule;
}

function openSchedule(sandbox: Sandbox, id: string): SubscriptionSchedule {
  const schedule = findSchedule(sandbox, id);
  if (schedule.status === 'active' || schedule.status === 'not_started') return schedule;
  throw invalidRequest(
    `You cannot change a subscription schedule that is currently in the \`${schedule.status}\` status.`,
  );
}

function create(sandbox: Sandbox, params: z.output<typeof createParams>): SubscriptionSchedule {
  if (params.from_subscription !== undefined) return createFrom(sandbox, params.from_subscription);
  const customer = sandbox.store.customers.get(params.customer ?? '');
  if (!customer) throw resourceMissing('customer', params.customer ?? '', 'customer');
  const now = sandbox.time();
  const start = params.start_date === undefined || params.start_date === 'now' ? now : params.start_date;
  const given = params.default_settings;
  const schedule = sandbox.store.subscriptionSchedules.add(
    newSchedule({
      id: sandbox.ids.next('sub_sched'),
      canceled_at: null,
      completed_at: null,
      created: now,
      current_phase: null,
      customer: customer.id,
      default_settings: defaultSettings(
        given?.collection_method ?? 'charge_automatically',
        given?.default_payment_method ?? null,
      ),
      end_behavior: params.end_behavior ?? 'release',
      livemode: sandbox.settings.livemode,
      metadata: mergeMetadata({}, params.metadata),
      phases: readPhases(sandbox, params.phases ?? [], start),
      released_at: null,
      released_subscription: null,
      status: 'not_started',
      subscription: null,
      test_clock: customer.test_clock,
    }),
  );
  sandbox.emit('subscription_schedule.created', schedule);
  if (start <= now) return startSchedule(sandbox, schedule);
  sandbox.schedule(start, 'schedule.turn', schedule.id);
  return schedule;
}

/** Takes a running subscription under a schedule: what it is now becomes the first phase. */
function createFrom(sandbox: Sandbox, id: string): SubscriptionSchedule {
  const { subscriptions, subscriptionSchedules } = sandbox.store;
  const subscription = subscriptions.get(id);
  if (!subscription) throw resourceMissing('subscription', id, 'from_subscription');
  if (hasEnded(subscription) || subscription.schedule !== null) {
    throw invalidRequest('You cannot migrate a subscription that is canceled or has a schedule.', 'from_subscription');
  }
  const { start, end } = currentPeriod(subscription);
  const phase = newPhase({
    collection_method: subscription.collection_method,
    currency: subscription.currency,
    default_payment_method: subscription.default_payment_method,
    default_tax_rates: subscription.default_tax_rates,
    description: subscription.description,
    discounts: subscription.discounts.map((held) => {
      const discount = sandbox.store.discounts.get(held);
      const code = discount?.promotion_code ?? null;
      return { coupon: code ? null : (discount?.source.coupon ?? null), discount: null, promotion_code: code };
    }),
    end_date: end,
    items: subscription.items.data.map((item) => ({
      billing_thresholds: null,
      discounts: [],
      metadata: item.metadata,
      plan: item.price.id,
      price: item.price.id,
      quantity: item.quantity,
      tax_rates: item.tax_rates,
    })),
    metadata: subscription.metadata,
    proration_behavior: 'create_prorations',
    start_date: start,
    trial_end: subscription.trial_end,
  });
  const schedule = subscriptionSchedules.add(
    newSchedule({
      id: sandbox.ids.next('sub_sched'),
      canceled_at: null,
      completed_at: null,
      created: sandbox.time(),
      current_phase: { end_date: end, start_date: start },
      customer: subscription.customer,
      default_settings: defaultSettings(subscription.collection_method, subscription.default_payment_method),
      end_behavior: 'release',
      livemode: sandbox.settings.livemode,
      metadata: {},
      phases: [phase],
      released_at: null,
      released_subscription: null,
      status: 'active',
      subscription: id,
      test_clock: subscription.test_clock,
    }),
  );
  change(sandbox, subscriptions, subscription, { schedule: schedule.id }, 'customer.subscription.updated');
  sandbox.emit('subscription_schedule.created', schedule);
  planTurn(sandbox, schedule.id, phase, true);
  return schedule;
}

/** New phases replace all; what changes in the phase that runs is applied at once. */
function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): SubscriptionSchedule {
  const before = openSchedule(sandbox, id);
  const start = before.phases[0]?.start_date ?? sandbox.time();
  const phases = params.phases ? readPhases(sandbox, params.phases, start) : before.phases;
  const now = sandbox.time();
  const running = phases.find((phase) => phase.start_date <= now && now < phase.end_date);
  if (before.status === 'active' && !running)
    throw invalidRequest('The phases must include the current one.', 'phases');
  const given = params.default_settings;
  const after = change(
    sandbox,
    sandbox.store.subscriptionSchedules,
    before,
    {
      default_settings: defaultSettings(
        given?.collection_method ?? before.default_settings.collection_method,
        given?.default_payment_method ?? before.default_settings.default_payment_method,
      ),
      end_behavior: params.end_behavior ?? before.end_behavior,
      metadata: mergeMetadata(before.metadata, params.metadata),
      phases,
    },
    'subscription_schedule.updated',
  );
  if (!params.phases) return after;
  if (running && before.status === 'active') {
    const behavior = params.proration_behavior ?? running.proration_behavior;
    return enterPhase(sandbox, after, { ...running, proration_behavior: behavior });
  }
  sandbox.schedule(phases[0]?.start_date ?? start, 'schedule.turn', id);
  return after;
}

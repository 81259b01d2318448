import { z } from 'zod';
import { usageOf } from '../billing/usage';
import { invalidRequest, resourceMissing } from '../core/errors';
import { listPage, paging } from '../core/list';
import { integer, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { Meter, MeterEvent } from '../objects/meter';

const createParams = z.strictObject({
  customer_mapping: z.strictObject({ event_payload_key: text, type: z.literal('by_id') }).optional(),
  default_aggregation: z.strictObject({ formula: z.enum(['count', 'last', 'sum']) }),
  display_name: text,
  event_name: text,
  event_time_window: z.enum(['day', 'hour']).optional(),
  value_settings: z.strictObject({ event_payload_key: text }).optional(),
});
const eventParams = z.strictObject({
  event_name: text,
  identifier: text.optional(),
  payload: z.record(z.string(), text),
  timestamp: integer.optional(),
});
const listParams = z.strictObject({ ...paging, status: z.enum(['active', 'inactive']).optional() });
const summaryParams = z.strictObject({ ...paging, customer: text, end_time: integer, start_time: integer });
const none = z.strictObject({});

export const meterRoutes = [
  route('POST', '/v1/billing/meters', createParams, create),
  route('GET', '/v1/billing/meters', listParams, (sandbox, params) =>
    listPage(sandbox.store.meters, params, {
      url: '/v1/billing/meters',
      kind: 'billing.meter',
      createdOf: ({ created }) => created,
      match: ({ status }) => params.status === undefined || status === params.status,
    }),
  ),
  route('GET', '/v1/billing/meters/:id', none, (sandbox, _params, id) => findMeter(sandbox, id)),
  route('POST', '/v1/billing/meters/:id', z.strictObject({ display_name: text.optional() }), (sandbox, params, id) => {
    const name = params.display_name ?? findMeter(sandbox, id).display_name;
    return update(sandbox, id, { display_name: name }, 'updated');
  }),
  route('POST', '/v1/billing/meters/:id/deactivate', none, (sandbox, _params, id) => {
    const transitions = { deactivated_at: sandbox.time() };
    return update(sandbox, id, { status: 'inactive', status_transitions: transitions }, 'deactivated');
  }),
  route('POST', '/v1/billing/meters/:id/reactivate', none, (sandbox, _params, id) =>
    update(sandbox, id, { status: 'active', status_transitions: { deactivated_at: null } }, 'reactivated'),
  ),
  route('GET', '/v1/billing/meters/:id/event_summaries', summaryParams, summarize),
  route('POST', '/v1/billing/meter_events', eventParams, report),
];

function findMeter(sandbox: Sandbox, id: string): Meter {
  const meter = sandbox.store.meters.get(id);
  if (!meter) throw resourceMissing('billing.meter', id);
  return meter;
}

function create(sandbox: Sandbox, params: z.output<typeof createParams>): Meter {
  const { meters } = sandbox.store;
  if (meters.all().some(({ event_name, status }) => status === 'active' && event_name === params.event_name)) {
    throw invalidRequest(`An active meter already exists with event name ${params.event_name}.`, 'event_name');
  }
  const now = sandbox.time();
  const meter = meters.add({
    id: sandbox.ids.next('mtr'),
    object: 'billing.meter',
    created: now,
    customer_mapping: params.customer_mapping ?? { event_payload_key: 'stripe_customer_id', type: 'by_id' },
    default_aggregation: params.default_aggregation,
    display_name: params.display_name,
    event_name: params.event_name,
    event_time_window: params.event_time_window ?? null,
    livemode: sandbox.settings.livemode,
    status: 'active',
    status_transitions: { deactivated_at: null },
    updated: now,
    value_settings: params.value_settings ?? { event_payload_key: 'value' },
  });
  sandbox.emit('billing.meter.created', meter);
  return meter;
}

function update(sandbox: Sandbox, id: string, patch: Partial<Meter>, what: string): Meter {
  const after = { ...patch, updated: sandbox.time() };
  return change(sandbox, sandbox.store.meters, findMeter(sandbox, id), after, `billing.meter.${what}`);
}

/** Usage of somebody unknown is refused; the same identifier counts once. */
function report(sandbox: Sandbox, params: z.output<typeof eventParams>): MeterEvent {
  const { meters, meterEvents, customers } = sandbox.store;
  const meter = meters.all().find(({ event_name, status }) => status === 'active' && event_name === params.event_name);
  if (!meter) throw invalidRequest(`No active meter found for event name ${params.event_name}.`, 'event_name');
  const customer = customers.get(params.payload[meter.customer_mapping.event_payload_key] ?? '');
  if (!customer) throw invalidRequest('The payload names no customer.', 'payload');
  const known = meterEvents.get(params.event_name) ?? [];
  if (params.identifier !== undefined && known.some(({ identifier }) => identifier === params.identifier)) {
    throw invalidRequest(`An event already exists with identifier ${params.identifier}.`, 'identifier');
  }
  return sandbox.testClocks.run(customer.test_clock, () => {
    const now = sandbox.time();
    const event: MeterEvent = {
      object: 'billing.meter_event',
      created: now,
      event_name: params.event_name,
      identifier: params.identifier ?? sandbox.ids.next('mtrev'),
      livemode: sandbox.settings.livemode,
      payload: params.payload,
      timestamp: params.timestamp ?? now,
    };
    meterEvents.set(params.event_name, [...known, event]);
    return event;
  });
}

function summarize(sandbox: Sandbox, params: z.output<typeof summaryParams>, id: string) {
  const meter = findMeter(sandbox, id);
  const period = { start: params.start_time, end: params.end_time };
  const summary = {
    id: `mtrusg_${meter.id}_${period.start}`,
    object: 'billing.meter_event_summary',
    aggregated_value: usageOf(sandbox.store, id, params.customer, period),
    end_time: period.end,
    livemode: sandbox.settings.livemode,
    meter: id,
    start_time: period.start,
  };
  return { object: 'list', url: `/v1/billing/meters/${id}/event_summaries`, has_more: false, data: [summary] };
}

import { aliasOperation } from './alias-operation';
import { connectionOperations } from './connection-operations';
import { eventOperations } from './event-operations';
import { identityOperations } from './identity-operations';
import type { JsonSchema } from './json-schema';
import { linkOperations } from './link-operations';
import {
  connectionId,
  dimensionId,
  metricId,
  modeParameter,
  type Parameter,
  pointParameters,
  reconciliationParameters,
  reconciliationRowsParameters,
  reportParameters,
  stripeSignature,
} from './parameters';
import { partnerOperations } from './partner-operations';
import { peopleOperations } from './people-operations';
import { spendOperations } from './spend-operations';
import { touchpointOperation } from './touchpoint-operation';
import { trackingOperations } from './tracking-operations';

/** Names of the answer schemas, as they stand under components.schemas. */
export type AnswerName =
  | 'MetricList'
  | 'MetricResult'
  | 'MetricRows'
  | 'DimensionValues'
  | 'Reconciliation'
  | 'ReconciliationRows'
  | 'ConnectionList'
  | 'Connection'
  | 'EventList'
  | 'Replay'
  | 'Alias'
  | 'IdentityRules'
  | 'IdentityPreview'
  | 'PersonList'
  | 'Person'
  | 'Timeline'
  | 'CustomerList'
  | 'LinkList'
  | 'PartnerList'
  | 'Partner'
  | 'CommissionList'
  | 'SpendList'
  | 'SpendSaved'
  | 'SpendDeleted'
  | 'TouchpointsStored'
  | 'TrackedLead'
  | 'TrackedSale'
  | 'TrackFailure'
  | 'Failure'
  | 'Received'
  | 'Refusal'
  | 'Health';

export interface Answer {
  description: string;
  schema?: AnswerName;
  csv?: boolean;
  headers?: Record<string, { description: string; schema: object }>;
}

export interface Operation {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  id: string;
  group: 'Reports' | 'Connections' | 'Events' | 'People' | 'Attribution' | 'Webhooks' | 'Service';
  summary: string;
  description?: string;
  /** Whether it answers only to a secret key or a signed-in browser. */
  locked: boolean;
  parameters: Parameter[];
  body?: { description: string; schema?: JsonSchema };
  answers: Record<string, Answer>;
}

const failed = (description: string): Answer => ({ description, schema: 'Failure' });
const LOCKED = {
  401: failed('No key, an unknown or revoked one, and no session.'),
  403: failed('A public key: it cannot read reports.'),
};
const INVALID = { 400: failed('A parameter cannot be read or does not fit the metric; “field” names it.') };
const UNKNOWN_METRIC = { 404: failed('There is no such metric.') };
const refused = (description: string): Answer => ({ description, schema: 'Refusal' });

export const operations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/metrics',
    id: 'listMetrics',
    group: 'Reports',
    summary: 'The metrics: ids, units, definitions and dimensions',
    locked: true,
    parameters: [],
    answers: { 200: { description: 'Every metric.', schema: 'MetricList' }, ...LOCKED },
  },
  {
    method: 'get',
    path: '/api/v1/metrics/{metric}',
    id: 'getMetric',
    group: 'Reports',
    summary: 'One metric over a range',
    description: 'The same values as the chart in the dashboard.',
    locked: true,
    parameters: [metricId, ...reportParameters],
    answers: {
      200: { description: 'Series of points, and the total.', schema: 'MetricResult', csv: true },
      ...INVALID,
      ...LOCKED,
      ...UNKNOWN_METRIC,
    },
  },
  {
    method: 'get',
    path: '/api/v1/metrics/{metric}/rows',
    id: 'getMetricRows',
    group: 'Reports',
    summary: 'The rows behind one point',
    description:
      "Stripe objects, arithmetic, rate and amount of everything in the point. All pages together sum to it exactly. Takes the chart's own parameters, so that the point is the one that was drawn.",
    locked: true,
    parameters: [metricId, ...pointParameters],
    answers: {
      200: { description: 'Rows, and the point they sum to.', schema: 'MetricRows', csv: true },
      ...INVALID,
      ...LOCKED,
      ...UNKNOWN_METRIC,
    },
  },
  {
    method: 'get',
    path: '/api/v1/dimensions/{dimension}',
    id: 'listDimensionValues',
    group: 'Reports',
    summary: 'The values a dimension has, with their names',
    locked: true,
    parameters: [dimensionId, modeParameter],
    answers: {
      200: { description: 'What a filter can be set to.', schema: 'DimensionValues' },
      ...LOCKED,
      404: failed('There is no such dimension.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/reconciliation',
    id: 'getReconciliation',
    group: 'Reports',
    summary: 'The ledger against the Stripe balance',
    description:
      'What the ledger says moved against the stored balance transactions, one by one and summed per reporting category and day, and each payout against the transactions in it. Everything that does not match is named; what cannot be compared is said.',
    locked: true,
    parameters: [...reconciliationParameters, modeParameter],
    answers: {
      200: { description: 'Sums, differences, and what is unmatched.', schema: 'Reconciliation', csv: true },
      400: failed('A parameter cannot be read; “field” names it.'),
      ...LOCKED,
    },
  },
  {
    method: 'get',
    path: '/api/v1/reconciliation/rows',
    id: 'getReconciliationRows',
    group: 'Reports',
    summary: 'Both sides of one line of the reconciliation, or of one payout',
    description: 'Each balance transaction beside the rows of the ledger that stand for it.',
    locked: true,
    parameters: [...reconciliationRowsParameters, modeParameter],
    answers: {
      200: { description: 'What does not match comes first.', schema: 'ReconciliationRows' },
      400: failed('A parameter cannot be read; “field” names it.'),
      ...LOCKED,
    },
  },
  ...connectionOperations,
  ...eventOperations,
  ...peopleOperations,
  ...linkOperations,
  ...partnerOperations,
  ...identityOperations,
  aliasOperation,
  ...spendOperations,
  touchpointOperation,
  ...trackingOperations,
  {
    method: 'get',
    path: '/api/v1/openapi.json',
    id: 'getDocument',
    group: 'Service',
    summary: 'This document',
    locked: false,
    parameters: [],
    answers: { 200: { description: 'OpenAPI 3.1.' } },
  },
  {
    method: 'get',
    path: '/api/health',
    id: 'getHealth',
    group: 'Service',
    summary: 'Whether the process and its database answer',
    locked: false,
    parameters: [],
    answers: {
      200: { description: 'Both do.', schema: 'Health' },
      503: { description: 'The database does not.', schema: 'Health' },
    },
  },
  {
    method: 'post',
    path: '/api/webhooks/stripe/{connectionId}',
    id: 'receiveStripeEvent',
    group: 'Webhooks',
    summary: 'Where Stripe sends the events of a connection',
    description:
      'Answers 200 only after the event is committed; a duplicate and a type that nothing reads are 200 as well. The signature is checked over the raw body, against every signing secret of the connection, within five minutes.',
    locked: false,
    parameters: [connectionId, stripeSignature],
    body: { description: 'A Stripe event, at most 1 MiB.' },
    answers: {
      200: { description: 'The event is stored.', schema: 'Received' },
      400: refused('The signature is wrong or stale, or the body is not an event. Nothing is stored.'),
      404: refused('No connection has this id.'),
      410: refused('The connection is disconnected. Stripe lists the event for thirty days.'),
      413: refused('The body is larger than 1 MiB.'),
      503: {
        ...refused('It cannot be stored now: send it again.'),
        headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } },
      },
    },
  },
];

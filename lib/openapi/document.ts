import type { z } from 'zod';
import { aliasAnswer } from '@/lib/identity/aliases/alias-request';
import { mappingAnswer, previewAnswer } from '@/lib/identity/mapping-answer';
import { linkList } from '@/lib/links/link-shapes';
import { commissionList, partner, partnerList } from '@/lib/partners/shapes';
import { customerList, personDetail, personList, timeline } from '@/lib/people/shapes';
import { spendDeleted } from '@/lib/spend/delete-spend';
import { spendList } from '@/lib/spend/load-spend';
import { spendSaved } from '@/lib/spend/save-spend';
import { touchpointsStored } from '@/lib/tracking/touchpoint-input';
import { trackedLead, trackedSale, trackFailure } from '@/lib/tracking/track-answers';
import { connectionAnswer, connectionList } from '@/lib/workspace/connection-answer';
import { eventList, replay } from './event-answers';
import { componentSchemas, componentUri } from './json-schema';
import {
  dimensionValues,
  explainRow,
  metricDescription,
  metricList,
  metricPoint,
  metricResult,
  metricRows,
  metricSeries,
  metricTotal,
  unconverted,
} from './metric-answers';
import { type Answer, type AnswerName, type Operation, operations } from './operations';
import { reconciliation, reconciliationRows } from './reconciliation-answer';
import { failure, health, received, refusal } from './service-answers';

const ANSWERS = {
  MetricList: metricList,
  MetricResult: metricResult,
  MetricRows: metricRows,
  DimensionValues: dimensionValues,
  Reconciliation: reconciliation,
  ReconciliationRows: reconciliationRows,
  ConnectionList: connectionList,
  Connection: connectionAnswer,
  EventList: eventList,
  Replay: replay,
  Alias: aliasAnswer,
  IdentityRules: mappingAnswer,
  IdentityPreview: previewAnswer,
  PersonList: personList,
  Person: personDetail,
  Timeline: timeline,
  CustomerList: customerList,
  LinkList: linkList,
  PartnerList: partnerList,
  Partner: partner,
  CommissionList: commissionList,
  SpendList: spendList,
  SpendSaved: spendSaved,
  SpendDeleted: spendDeleted,
  TouchpointsStored: touchpointsStored,
  TrackedLead: trackedLead,
  TrackedSale: trackedSale,
  TrackFailure: trackFailure,
  Failure: failure,
  Received: received,
  Refusal: refusal,
  Health: health,
} satisfies Record<AnswerName, z.ZodType>;

/** Parts of the answers that have a name of their own. */
const PARTS = {
  MetricDescription: metricDescription,
  MetricSeries: metricSeries,
  MetricPoint: metricPoint,
  MetricTotal: metricTotal,
  ExplainRow: explainRow,
  Unconverted: unconverted,
};

const ABOUT = `Reports over one workspace, which are read-only, its connections, its events and its people. Send a secret key as “Authorization: Bearer <key>”; the workspace is the key's.
Money is an integer of minor units. Ranges are half-open: the first day is in, the last is not. A rate without a denominator is null.
Every value is the sum of the rows that “…/rows” returns for it.`;

/** The REST API and the webhook door as an OpenAPI 3.1 document. */
export function openApiDocument() {
  return {
    openapi: '3.1.0',
    info: { title: 'Headwater', version: '1.0.0', description: ABOUT },
    servers: [{ url: '/' }],
    tags: [...new Set(operations.map(({ group }) => group))].map((name) => ({ name })),
    paths: pathItems(),
    components: {
      schemas: componentSchemas({ ...ANSWERS, ...PARTS }),
      securitySchemes: {
        secretKey: { type: 'http', scheme: 'bearer', description: 'A secret key of the workspace.' },
      },
    },
  };
}

const reference = (name: AnswerName) => ({ $ref: componentUri(name) });

function pathItems(): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const item = paths[operation.path] ?? {};
    paths[operation.path] = item;
    item[operation.method] = operationObject(operation);
  }
  return paths;
}

function operationObject({ id, group, summary, description, locked, parameters, body, answers }: Operation) {
  return {
    operationId: id,
    tags: [group],
    summary,
    ...(description ? { description } : {}),
    security: locked ? [{ secretKey: [] }] : [],
    parameters,
    ...(body
      ? {
          requestBody: {
            required: true,
            description: body.description,
            content: { 'application/json': { schema: body.schema ?? { type: 'object' } } },
          },
        }
      : {}),
    responses: Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, responseObject(answer)])),
  };
}

function responseObject({ description, schema, csv, headers }: Answer) {
  return {
    description,
    ...(headers ? { headers } : {}),
    content: {
      'application/json': { schema: schema ? reference(schema) : { type: 'object' } },
      ...(csv ? { 'text/csv': { schema: { type: 'string' } } } : {}),
    },
  };
}

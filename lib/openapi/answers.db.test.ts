import Ajv2020 from 'ajv/dist/2020';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { addAlias } from '@/lib/identity/aliases/add-alias';
import { answerMapping, answerNewMapping, chosenConnection } from '@/lib/identity/answer-mapping';
import { applyMappings } from '@/lib/identity/apply-mappings';
import { mappingRequest } from '@/lib/identity/mapping-answer';
import { answerPreview } from '@/lib/identity/preview/answer-preview';
import { cancelled, subscribed } from '@/lib/inbox/examples/testing/lives';
import { projectPending } from '@/lib/inbox/projector';
import { balanceTransaction } from '@/lib/inbox/testing/given-back-objects';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { event, invoice } from '@/lib/inbox/testing/stripe-objects';
import { linkQuery, listLinks } from '@/lib/links/list-links';
import { createLink } from '@/lib/links/save-link';
import { listCommissions } from '@/lib/partners/commissions/list-commissions';
import { commissionQuery, partnerQuery } from '@/lib/partners/inputs';
import { listPartners, loadPartner } from '@/lib/partners/partners/list-partners';
import { createPartner } from '@/lib/partners/partners/save-partner';
import { customerQuery, listCustomers } from '@/lib/people/list-customers';
import { listPeople, personQuery } from '@/lib/people/list-people';
import { loadPerson } from '@/lib/people/load-person';
import { loadTimeline, timelineQuery } from '@/lib/people/load-timeline';
import { describeMetric, describeMetrics } from '@/lib/reports/describe-metric';
import { loadDimension } from '@/lib/reports/load-dimension';
import { loadMetric } from '@/lib/reports/load-metric';
import { loadReconciliation } from '@/lib/reports/load-reconciliation';
import { loadMetricRows } from '@/lib/reports/load-rows';
import { parseReportParams } from '@/lib/reports/report-params';
import { answerConnection, answerConnections } from '@/lib/workspace/answer-connections';
import { eventListQuery, listEvents } from '@/lib/workspace/list-events';
import { loadHealth } from '@/lib/workspace/load-health';
import { replayByRequest, replayRequest } from '@/lib/workspace/replay';
import { openApiDocument } from './document';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await harness.deliver(
    subscribed({ customer: 'cus_a', amount: 4900, since: '2026-01-05' }),
    subscribed({ customer: 'cus_b', amount: 2500, since: '2026-01-07', currency: 'eur' }),
    cancelled('2026-03-10', { customer: 'cus_a', amount: 4900, since: '2026-01-05' }),
    event('invoice.paid', '2026-02-05', invoice('in_1', 'cus_a', 4900, '2026-02-05')),
  );
});
afterAll(() => harness.close());

const document = openApiDocument();
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'document', components: closed(document.components) });

/** The schemas as they are, but refusing members they do not name, so that nothing is answered undocumented. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)] as const);
  const open = 'properties' in schema && !('additionalProperties' in schema);
  return Object.fromEntries(open ? [...entries, ['additionalProperties', false]] : entries);
}

/** As it leaves the server. */
function expectAnswer(name: keyof typeof document.components.schemas & string, answer: unknown) {
  const validate = ajv.getSchema(`document#/components/schemas/${name}`);
  validate?.(JSON.parse(JSON.stringify(answer)));
  expect(validate?.errors).toBeNull();
}

describe('real answers are as documented', () => {
  test.each(describeMetrics({ metadataKeys: [] }).map(({ id }) => id))('%s', async (id) => {
    const { account } = harness;
    const { dimensions } = describeMetric(account, id);
    for (const breakdown of [undefined, dimensions[0]]) {
      const query = { from: '2026-01-01', to: '2026-04-01', compare: 'previous', breakdown };
      const params = parseReportParams(account, query);
      const result = await loadMetric(account, id, params);
      expectAnswer('MetricResult', result);
      const rows = await loadMetricRows(account, id, params, { start: '2026-01-01', end: '2026-04-01' });
      expectAnswer('MetricRows', rows);
    }
  });

  test('and not empty', async () => {
    const params = parseReportParams(harness.account, { from: '2026-01-01', to: '2026-04-01' });
    for (const id of ['mrr', 'gross-revenue', 'churned-mrr']) {
      const { rows, unconverted } = await loadMetricRows(harness.account, id, params, {
        start: '2026-02-01',
        end: '2026-04-01',
      });
      expect(rows.length + unconverted.length).toBeGreaterThan(0);
    }
  });

  test('lists and health', async () => {
    expectAnswer('MetricList', { metrics: describeMetrics({ ...harness.account, metadataKeys: ['plan'] }) });
    expectAnswer('DimensionValues', { values: await loadDimension(harness.account, 'product', 'live') });
    expectAnswer('Health', await loadHealth());
    expectAnswer('ConnectionList', await answerConnections(harness.account.workspaceId));
    expectAnswer('Connection', await answerConnection(harness.account.workspaceId, harness.connectionId));
    const month = { from: '2026-02-01', to: '2026-03-01' };
    expectAnswer('Reconciliation', await loadReconciliation(harness.account, month));
    await harness.deliver(
      event(
        'balance_transaction.pulled',
        '2026-02-05',
        balanceTransaction('txn_1', 4900, '2026-02-05', { type: 'charge' }),
      ),
    );
    expectAnswer('Reconciliation', await loadReconciliation(harness.account, month));
  });

  test('the log of events, and a replay of them', async () => {
    const { account } = harness;
    const page = await listEvents(account, eventListQuery.parse({ payload: 'masked', limit: '2' }));
    expect(page.events).toHaveLength(2);
    expect(page.nextCursor).not.toBeNull();
    expectAnswer('EventList', page);
    expectAnswer('EventList', await listEvents(account, eventListQuery.parse({ cursor: page.nextCursor })));
    await getPool().query(
      "delete from ledger_entry where ctid = (select ctid from ledger_entry where measure = 'sale')",
    );
    const dryRun = await replayByRequest(account, replayRequest.parse({}));
    expect(dryRun.report).toMatchObject({ changes: 1, rows: [{ change: 'added', measure: 'sale', afterMinor: 4900 }] });
    expectAnswer('Replay', dryRun);
    expectAnswer('Replay', await replayByRequest(account, replayRequest.parse({ dryRun: false })));
    await projectPending();
    expect((await replayByRequest(account, replayRequest.parse({}))).report?.changes).toBe(0);
  });

  test('rules of identity, and a preview of others', async () => {
    const { account, connectionId } = harness;
    const { workspaceId } = account;
    expect(await chosenConnection(workspaceId, undefined)).toBe(connectionId);
    await expect(chosenConnection(workspaceId, 'another')).rejects.toMatchObject({ code: 'not_found' });
    expectAnswer('IdentityRules', await answerMapping(workspaceId, connectionId));
    const others = mappingRequest.parse({ rules: [{ kind: 'email', from: ['email'] }] });
    expectAnswer('IdentityPreview', await answerPreview(account, connectionId, others));
    const saved = await answerNewMapping(workspaceId, connectionId, others);
    expect(saved).toMatchObject({ version: 0, applying: { version: 1, problem: null } });
    expectAnswer('IdentityRules', saved);
    await applyMappings();
    expect(await answerMapping(workspaceId, connectionId)).toMatchObject({ version: 1, applying: null });
  });

  test('an alias, new and known', async () => {
    const actor = { workspaceId: harness.account.workspaceId, userId: null };
    for (const _ of [1, 2])
      expectAnswer('Alias', {
        ...(await addAlias(actor, { livemode: true, alias: 'anon-1', to: 'cus_a' })),
        mode: 'live',
      });
  });

  test('people, one of them, what happened, and customers', async () => {
    const { account } = harness;
    const { people, ...page } = await listPeople(account, personQuery.parse({}));
    expectAnswer('PersonList', { people, ...page });
    const [person] = people;
    expectAnswer('Person', await loadPerson(account, person?.id ?? '', 'live'));
    const timeline = await loadTimeline(account, person?.id ?? '', timelineQuery.parse({}));
    expect(timeline.items.length).toBeGreaterThan(0);
    expectAnswer('Timeline', timeline);
    expectAnswer('CustomerList', await listCustomers(account.workspaceId, customerQuery.parse({})));
  });

  test('links', async () => {
    const { account } = harness;
    await createLink({ workspaceId: account.workspaceId, userId: null }, { url: 'https://shop.example/' });
    const answer = await listLinks(account, linkQuery.parse({}), 'https://links.example.com');
    expect(answer.links).toHaveLength(1);
    expectAnswer('LinkList', answer);
  });

  test('partners', async () => {
    const { workspaceId } = harness.account;
    const { id } = await createPartner({ workspaceId, userId: null }, { name: 'Ada', email: 'a@b.com', note: '' });
    expectAnswer('Partner', await loadPartner(workspaceId, id, 'live'));
    expectAnswer('PartnerList', await listPartners(workspaceId, partnerQuery.parse({})));
    expectAnswer('CommissionList', await listCommissions(workspaceId, commissionQuery.parse({})));
  });

  test('a wrong answer is noticed', () => {
    expect(() => expectAnswer('Health', { status: 'ok' })).toThrow();
    expect(() => expectAnswer('Failure', { error: { code: 'moon', message: '' } })).toThrow();
    expect(() => expectAnswer('DimensionValues', { values: [], more: 1 })).toThrow();
  });
});

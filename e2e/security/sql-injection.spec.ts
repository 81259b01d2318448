import type { APIRequestContext } from '@playwright/test';
import { figuresOf } from '../support/figures';
import { send } from '../support/send';
import { DEMO } from '../support/servers';
import { SQL_PAYLOADS } from '../support/sql-payloads';
import { expect, test } from '../support/test';

const LITERAL = 'no such value';
const POINT = { start: '2026-01-01', end: '2026-02-01' };
/** Metrics that are computed and explained by different queries. */
const METRICS = [
  'mrr',
  'new-mrr',
  'fx-mrr',
  'gross-revenue',
  'revenue-by-product',
  'buyers-by-product',
  'trials',
  'leads',
];
/** Those that have not both. */
const DIMENSIONS: Record<string, string[]> = {
  'buyers-by-product': ['product'],
  trials: ['country'],
  leads: ['campaign', 'link'],
};
const AT_ONCE = 8;

interface Answer {
  status: number;
  body: string;
}

async function get(request: APIRequestContext, path: string, query: Record<string, string> = {}): Promise<Answer> {
  const response = await request.get(`${DEMO.url}${path}?${new URLSearchParams(query)}`, { maxRedirects: 0 });
  return { status: response.status(), body: (await response.text()).replace(/"asOf":"[^"]*"/, '"asOf":""') };
}

/** Calls with every payload, or with these, a few at a time. */
async function forEachPayload(
  check: (payload: string) => Promise<void>,
  payloads: readonly string[] = SQL_PAYLOADS,
): Promise<void> {
  const waiting = [...payloads];
  const work = async () => {
    for (let payload = waiting.pop(); payload !== undefined; payload = waiting.pop()) await check(payload);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Refused as what it is: not found, or not one of the values there are. */
async function expectRefused(
  request: APIRequestContext,
  path: string,
  query: Record<string, string>,
  statuses: number[],
): Promise<void> {
  const { status, body } = await get(request, path, query);
  expect(statuses, `${path} ${JSON.stringify(query)} ${body}`).toContain(status);
}

test('there are a hundred payloads', () => {
  expect(new Set(SQL_PAYLOADS).size).toBeGreaterThanOrEqual(100);
});

test('F33 SQL in a search for people, and as the id of one, is text like any other', async ({ page }) => {
  const nobody = await get(page.request, '/api/v1/people', { search: LITERAL });
  expect(nobody.body).toContain('"people":[]');
  const never = await get(page.request, `/api/v1/people/${LITERAL}/timeline`);
  await forEachPayload(async (payload) => {
    expect(await get(page.request, '/api/v1/people', { search: payload }), payload).toEqual(nobody);
    const timeline = `/api/v1/people/${encodeURIComponent(payload)}/timeline`;
    expect(await get(page.request, timeline), payload).toEqual(never);
  });
});

/** All of them for the first metric; the others share them, so that each is tried on two kinds of queries. */
const payloadsOf = (metric: string) => {
  const place = METRICS.indexOf(metric) - 1;
  return SQL_PAYLOADS.filter((_, index) => place < 0 || index % (METRICS.length - 1) === place);
};

for (const metric of METRICS) {
  test(`F33 SQL in the filters of ${metric} is a value like any other`, async ({ page }) => {
    const dimensions = DIMENSIONS[metric] ?? ['product', 'country'];
    const whole = await get(page.request, `/api/v1/metrics/${metric}`);
    for (const dimension of dimensions) {
      const [is, isNot] = [`filter[${dimension}]`, `filter[${dimension}]!`];
      const nothing = await get(page.request, `/api/v1/metrics/${metric}`, { [is]: LITERAL });
      const rows = await get(page.request, `/api/v1/metrics/${metric}/rows`, { ...POINT, [is]: LITERAL });
      expect([nothing.status, rows.status]).toEqual([200, 200]);
      await forEachPayload(async (payload) => {
        expect(await get(page.request, `/api/v1/metrics/${metric}`, { [is]: payload }), payload).toEqual(nothing);
        expect(await get(page.request, `/api/v1/metrics/${metric}/rows`, { ...POINT, [is]: payload })).toEqual(rows);
      }, payloadsOf(metric));
      for (const payload of SQL_PAYLOADS.slice(0, 20)) {
        const everything = await get(page.request, `/api/v1/metrics/${metric}`, { [isNot]: payload });
        expect(totalOf(everything), payload).toEqual(totalOf(whole));
      }
    }
  });
}

function totalOf({ body }: Answer): unknown {
  const { value, numerator, denominator } = JSON.parse(body).total;
  return { value, numerator, denominator };
}

test('F33 SQL in every other parameter of a report is refused or finds nothing', async ({ page }) => {
  const unknownSeries = await get(page.request, '/api/v1/metrics/mrr/rows', {
    ...POINT,
    breakdown: 'product',
    series: LITERAL,
  });
  await forEachPayload(async (payload) => {
    for (const name of ['from', 'to', 'interval', 'currency', 'breakdown', 'compare', 'mode', 'basis', 'timeZone']) {
      await expectRefused(page.request, '/api/v1/metrics/mrr', { [name]: payload }, [400]);
    }
    await expectRefused(page.request, '/api/v1/metrics/mrr', { [`filter[${payload}]`]: 'x' }, [200, 400]);
    for (const name of ['start', 'end', 'cursor']) {
      await expectRefused(page.request, '/api/v1/metrics/mrr/rows', { ...POINT, [name]: payload }, [400]);
    }
    await expectRefused(page.request, '/api/v1/metrics/mrr/rows', { ...POINT, limit: payload }, [200, 400]);
    expect(
      await get(page.request, '/api/v1/metrics/mrr/rows', { ...POINT, breakdown: 'product', series: payload }),
    ).toEqual(unknownSeries);
  });
});

test('F33 SQL inside a forged cursor never breaks a query', async ({ page }) => {
  await forEachPayload(async (payload) => {
    for (const metric of ['mrr', 'new-mrr', 'fx-mrr', 'active-subscribers', 'buyers-by-product']) {
      for (const key of [[payload], ['2026-01-01', payload, payload, payload]]) {
        const cursor = Buffer.from(JSON.stringify([0, key])).toString('base64url');
        await expectRefused(page.request, `/api/v1/metrics/${metric}/rows`, { ...POINT, cursor }, [200, 400]);
      }
    }
  });
});

test('F33 SQL in a path names nothing', async ({ page }) => {
  await forEachPayload(async (payload) => {
    const name = encodeURIComponent(payload);
    for (const path of [
      `/api/v1/metrics/${name}`,
      `/api/v1/metrics/${name}/rows`,
      `/api/v1/dimensions/${name}`,
      `/api/internal/events/${name}/${name}`,
      `/api/internal/events/default/${name}`,
    ]) {
      await expectRefused(page.request, path, path.endsWith('rows') ? POINT : {}, [308, 400, 404]);
    }
    for (const [method, path, body] of [
      ['PATCH', `connections/${name}`, { name: 'x' }],
      ['DELETE', `connections/${name}/key`, {}],
      ['POST', `connections/${name}/secrets`, { secret: 'whsec_0123456789' }],
      ['DELETE', `connections/default/secrets/${name}`, {}],
      ['PUT', `identity/${name}`, { rules: [{ kind: 'email' }] }],
      ['DELETE', `api-keys/${name}`, {}],
      ['DELETE', `invitations/${name}`, {}],
      ['PATCH', `members/${name}`, { role: 'viewer' }],
      ['DELETE', `members/${name}`, {}],
      ['POST', 'workspaces/open', { id: payload }],
    ] as const) {
      const answer = await send(page.request, method, `${DEMO.url}/api/internal/${path}`, body);
      expect([308, 400, 404], `${method} ${path} ${await answer.text()}`).toContain(answer.status());
    }
  });
});

test('F33 SQL in the search of the event log finds nothing', async ({ page }) => {
  const nothing = await get(page.request, '/api/internal/events', { object: LITERAL });
  await forEachPayload(async (payload) => {
    for (const name of ['object', 'type']) {
      expect(await get(page.request, '/api/internal/events', { [name]: payload }), payload).toEqual(nothing);
    }
    for (const name of ['state', 'mode', 'cursor']) {
      await expectRefused(page.request, '/api/internal/events', { [name]: payload }, payload === '' ? [200] : [400]);
    }
    const webhook = await page.request.post(`${DEMO.url}/api/webhooks/stripe/${encodeURIComponent(payload)}`, {
      data: '{}',
      headers: { 'stripe-signature': `t=1,v1=${payload.replaceAll(/[^\x20-\x7e]/g, '')}` },
      maxRedirects: 0,
    });
    expect([308, 400, 404]).toContain(webhook.status());
  });
});

test('F33 nothing of all that has changed the figures', async ({ page }) => {
  const { series } = await figuresOf(page.request).metric('mrr');
  expect(series[0]?.points.filter(({ value }) => (value ?? 0) > 0).length).toBeGreaterThan(10);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { Receipt } from '@/lib/inbox/receive-stripe-event';
import type { MetricDescription } from '@/lib/reports/describe-metric';
import { FIXED_DIMENSIONS, PERSON } from '@/lib/reports/dimensions';
import type { ReconciliationReport } from '@/lib/reports/load-reconciliation';
import type { ReconciliationRows } from '@/lib/reports/load-reconciliation-rows';
import { parsePoint } from '@/lib/reports/parse-point';
import { parseReportParams } from '@/lib/reports/report-params';
import type { Account, ExplainRow, MetricResult, MetricRows, ReportParams } from '@/lib/reports/types';
import type { EventList } from '@/lib/workspace/list-events';
import type { Health } from '@/lib/workspace/load-health';
import type { ReplayAnswer } from '@/lib/workspace/replay';
import { openApiDocument } from './document';
import type { eventList, replay } from './event-answers';
import type { explainRow, interval, metricDescription, metricResult, metricRows } from './metric-answers';
import { operations } from './operations';
import { type basis, type compare, type mode, pointParameters, reportParameters } from './parameters';
import type { reconciliation, reconciliationRows } from './reconciliation-answer';
import type { health, received, refusal } from './service-answers';

const API = 'app/api/v1';

/** "GET /api/v1/metrics/{metric}", read off the folders and the methods their route files export. */
function routesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return routesIn(path);
    if (entry.name !== 'route.ts') return [];
    const url = `/${folder
      .replace(/^app\//, '')
      .replaceAll('[', '{')
      .replaceAll(']', '}')}`;
    const methods = readFileSync(path, 'utf8').matchAll(/^export (?:const|(?:async )?function) ([A-Z]+)\b/gm);
    return [...methods].map(([, method]) => `${method} ${url}`);
  });
}

const documented = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);

describe('the document and the routes', () => {
  test('every route under app/api/v1 is documented, and nothing else', () => {
    const ours = documented.filter((route) => route.includes(` /${API.replace(/^app\//, '')}/`));
    expect(ours.sort()).toEqual(routesIn(API).sort());
  });

  test('what is documented outside app/api/v1 exists', () => {
    const all = routesIn('app');
    for (const route of documented) expect(all).toContain(route);
  });

  test('every reference leads somewhere, and operations have names of their own', () => {
    const document = openApiDocument();
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
    for (const [, name = ''] of references) expect(Object.keys(document.components.schemas)).toContain(name);
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
    for (const { path, parameters } of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`);
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath);
    }
  });
});

describe('the parameters', () => {
  const account: Account = {
    workspaceId: 'ws',
    currency: 'usd',
    timeZone: 'UTC',
    weekStart: 'monday',
    feeHandling: 'net_of_fees',
    settingsVersion: 1,
    metadataKeys: [],
  };
  const choices = reportParameters.flatMap(({ name, schema }) =>
    'enum' in schema && Array.isArray(schema.enum) ? schema.enum.map((value) => [name, String(value)] as const) : [],
  );

  test.each(choices)('%s=%s is accepted', (name, value) => {
    expect(() => parseReportParams(account, { [name]: value })).not.toThrow();
  });

  test.each([...new Set(choices.map(([name]) => name))].filter((name) => name !== 'format'))(
    '%s takes nothing but what is documented',
    (name) => {
      expect(() => parseReportParams(account, { [name]: 'something else' })).toThrow(name);
    },
  );

  test('filters are read as they are documented', () => {
    const names = reportParameters.map(({ name }) => name).filter((name) => name.startsWith('filter'));
    expect(names).toHaveLength([...FIXED_DIMENSIONS, PERSON].length * 2);
    const query = Object.fromEntries(names.map((name) => [name, 'a,b']));
    expect(parseReportParams(account, query).filters).toHaveLength(names.length);
  });

  test('a point needs its required parameters and holds to the limit', () => {
    const required = pointParameters.filter((parameter) => parameter.required).map(({ name }) => name);
    const point = Object.fromEntries(required.map((name) => [name, '2026-03-01']));
    expect(parsePoint(point)).toMatchObject(point);
    for (const name of required) expect(() => parsePoint({ ...point, [name]: undefined })).toThrow(name);
    expect(() => parsePoint({ ...point, limit: '10001' })).toThrow('limit');
  });
});

test('the shapes are the types of the reports', () => {
  expectTypeOf<z.output<typeof metricResult>>().toEqualTypeOf<MetricResult>();
  expectTypeOf<z.output<typeof metricRows>>().toEqualTypeOf<MetricRows>();
  expectTypeOf<z.output<typeof explainRow>>().toEqualTypeOf<ExplainRow>();
  expectTypeOf<z.output<typeof metricDescription>>().toEqualTypeOf<MetricDescription>();
  expectTypeOf<z.output<typeof interval>>().toEqualTypeOf<ReportParams['interval']>();
  expectTypeOf<z.output<typeof mode>>().toEqualTypeOf<ReportParams['mode']>();
  expectTypeOf<Exclude<z.output<typeof compare>, 'none'> | null>().toEqualTypeOf<ReportParams['compare']>();
  expectTypeOf<z.output<typeof basis>>().toEqualTypeOf<NonNullable<ReportParams['basis']>>();
  expectTypeOf<z.output<typeof reconciliation>>().toEqualTypeOf<ReconciliationReport>();
  expectTypeOf<z.output<typeof reconciliationRows>>().toEqualTypeOf<ReconciliationRows>();
  expectTypeOf<z.output<typeof eventList>>().toEqualTypeOf<EventList>();
  expectTypeOf<z.output<typeof replay>>().toEqualTypeOf<ReplayAnswer>();
  expectTypeOf<z.output<typeof health>>().toEqualTypeOf<Health>();
  expectTypeOf<z.output<typeof received>>().toExtend<Receipt['body']>();
  expectTypeOf<z.output<typeof refusal>>().toExtend<Receipt['body']>();
});

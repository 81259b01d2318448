import type { APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import { metricRowsShape } from '@/components/reports/explain/metric-rows-shape';
import type { MetricResult, MetricRows } from '@/lib/reports/types';
import { DEMO } from './servers';

const total = z.object({
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  parts: z.record(z.string(), z.number()).optional(),
});
const point = total.extend({ start: z.string(), end: z.string(), incomplete: z.boolean() });
const series = z.object({ key: z.string(), label: z.string(), points: z.array(point), total });

const metricShape = z.object({
  metric: z.string(),
  label: z.string(),
  unit: z.enum(['money', 'count', 'ratio', 'number']),
  currency: z.string(),
  timeZone: z.string(),
  interval: z.enum(['day', 'week', 'month', 'quarter', 'year']),
  asOf: z.string(),
  settingsVersion: z.number(),
  series: z.array(series),
  total,
  unconverted: z.array(z.object({ currency: z.string(), amountMinor: z.number(), count: z.number() })),
  comparison: z.object({ from: z.string(), to: z.string(), series: z.array(series), total }).optional(),
}) satisfies z.ZodType<MetricResult>;

export type Query = Record<string, string>;

/** Reads figures over the REST API with a secret key, or with the session of the given context when there is none. */
export function figuresOf(request: APIRequestContext, apiKey?: string) {
  const headers: Record<string, string> = apiKey ? { authorization: `Bearer ${apiKey}` } : {};
  const read = async (path: string, query: Query) => {
    const response = await request.get(`${DEMO.url}/api/v1/${path}?${new URLSearchParams(query)}`, { headers });
    const text = await response.text();
    if (!response.ok()) throw new Error(`${path} ${JSON.stringify(query)}: ${response.status()} ${text}`);
    return text;
  };
  return {
    metric: async (id: string, query: Query = {}): Promise<MetricResult> =>
      metricShape.parse(JSON.parse(await read(`metrics/${id}`, query))),
    metricCsv: (id: string, query: Query = {}) => read(`metrics/${id}`, { ...query, format: 'csv' }),
    /** One page of the rows behind a point. */
    rows: async (id: string, query: Query): Promise<MetricRows> =>
      metricRowsShape.parse(JSON.parse(await read(`metrics/${id}/rows`, query))),
    rowsCsv: (id: string, query: Query) => read(`metrics/${id}/rows`, { ...query, format: 'csv' }),
  };
}

export type Figures = ReturnType<typeof figuresOf>;

import { createParser } from 'nuqs';
import type { Dimension } from '@/lib/reports/types';
import { isDimension } from '../filter-bar/dimensions';

/** One figure on screen: a metric over [start, end), within one value of a breakdown when there is one. */
export interface ExplainTarget {
  metric: string;
  /** A named part of it, e.g. the abandoned of the trials. */
  part?: string;
  /** Up to which day since the purchase it looks, where it looks at a cohort. */
  day?: number;
  start: string;
  end: string;
  series?: { dimension: Dimension; value: string };
}

const SHAPE =
  /^([a-z-]+)(?:@(\d{1,4}))?(?:[.]([\w+-]+))?:(\d{4}-\d{2}-\d{2}):(\d{4}-\d{2}-\d{2})(?::([\w.%!'()*~-]+)=([\s\S]*))?$/;

/** "mrr:2026-03-01:2026-04-01:product=prod_1", so that a link reopens the drawer; "roas@90:…" up to day 90. */
export const explainParser = createParser<ExplainTarget>({
  parse(text) {
    const [, metric, day, part, start, end, named, value = ''] = SHAPE.exec(text) ?? [];
    if (!metric || !start || !end) return null;
    const dimension = named === undefined ? undefined : decoded(named);
    if (named !== undefined && !isDimension(dimension)) return null;
    return {
      metric,
      ...(day ? { day: Number(day) } : {}),
      ...(part ? { part } : {}),
      start,
      end,
      ...(isDimension(dimension) ? { series: { dimension, value } } : {}),
    };
  },
  serialize({ metric, day, part, start, end, series }) {
    const point = `${metric}${day === undefined ? '' : `@${day}`}${part ? `.${part}` : ''}:${start}:${end}`;
    return series ? `${point}:${encodeURIComponent(series.dimension)}=${series.value}` : point;
  },
  eq: (a, b) => JSON.stringify(a) === JSON.stringify(b),
});

/** A key of metadata can hold what stands between the parts. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

import { addDays, addMonths, type Day } from '@/lib/calendar/days';

export const RANGES = ['all', '7d', '30d', '12m'] as const;
export type Range = (typeof RANGES)[number];

export const RANGE_NAMES: Record<Range, string> = {
  all: 'All time',
  '7d': '7 days',
  '30d': '30 days',
  '12m': '12 months',
};

/** The days up to today, `to` exclusive; null for all of them. */
export function daysOfRange(range: Range, today: Day): { from: Day; to: Day } | null {
  const to = addDays(today, 1);
  switch (range) {
    case 'all':
      return null;
    case '7d':
      return { from: addDays(to, -7), to };
    case '30d':
      return { from: addDays(to, -30), to };
    case '12m':
      return { from: addMonths(to, -12), to };
  }
}

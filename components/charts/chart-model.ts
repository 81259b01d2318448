export interface ChartPeriod {
  /** Unique along the axis. */
  key: string;
  /** Full name, for the tooltip. */
  label: string;
  /** Name on the axis. */
  short: string;
  /** Still running: drawn dashed or pale. */
  partial: boolean;
  /** What it shows was not observed but inferred: drawn hatched. */
  inferred?: boolean;
}

export interface ChartSeries {
  key: string;
  label: string;
  /** Any CSS colour. */
  color: string;
  /** One per period; null is a gap. */
  values: (number | null)[];
}

export type ChartFormat = (value: number | null, options?: { compact?: boolean; sign?: boolean }) => string;

export interface ChartNote {
  label: string;
  value: string;
}

export interface ChartProps {
  /** Names the picture for those who cannot see it. */
  label: string;
  periods: ChartPeriod[];
  series: ChartSeries[];
  format: ChartFormat;
  /** What lies along the axis is no time, so that nothing is said about what came before. */
  timeless?: boolean;
  /** Whole numbers only on the axis. */
  integers?: boolean;
  /** Further lines of the tooltip at a period. */
  notes?: (index: number) => ChartNote[];
  /** A point was clicked, or Enter pressed on it; without a series the whole period is meant. */
  onSelect?: (index: number, seriesKey?: string) => void;
}

export const CHART_HEIGHT = 272;

/** Lines at most this many; a report folds the rest into "Other". */
export const MAX_SERIES = 6;

export const PALETTE = [
  'var(--hw-accent)',
  'var(--mantine-color-indigo-5)',
  'var(--mantine-color-orange-5)',
  'var(--mantine-color-grape-5)',
  'var(--mantine-color-cyan-5)',
  'var(--mantine-color-lime-6)',
  'var(--mantine-color-gray-5)',
] as const;

export function paletteColor(index: number): string {
  return PALETTE[Math.min(index, PALETTE.length - 1)] ?? PALETTE[0];
}

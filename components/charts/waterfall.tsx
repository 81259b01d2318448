'use client';

import { BarChart } from '@mantine/charts';
import { useMatches } from '@mantine/core';
import { Rectangle, type RectangleProps } from 'recharts';
import type { ChartFormat, ChartNote } from './chart-model';
import { ChartSurface } from './chart-surface';
import { type LevelStep, type PlacedStep, placeSteps } from './place-steps';

interface WaterfallProps {
  /** Names the picture for those who cannot see it. */
  label: string;
  steps: LevelStep[];
  format: ChartFormat;
  /** A bar was clicked, or Enter pressed on it. */
  onSelect: (index: number) => void;
}

/** The names of the steps do not fit beside each other on a phone. */
const SLANTED = { angle: -40, textAnchor: 'end', height: 64 } as const;

/** A level, the steps away from it and the level they end in, joined by thin lines. */
export function Waterfall({ label, steps, format, onSelect }: WaterfallProps) {
  const slanted = useMatches({ base: true, sm: false });
  const placed = placeSteps(steps);
  const data = steps.map(({ key, value, total, color }, index) => ({
    key,
    span: [placed[index]?.from ?? 0, placed[index]?.to ?? 0],
    color,
    falls: value < 0,
    text: value === 0 ? '' : format(value, { compact: true, sign: !total }),
  }));
  const chart = {
    label,
    periods: steps.map(({ key, label: name }) => ({ key, label: name, short: name, partial: false })),
    series: [],
    format,
    notes: (index: number) => describe(steps[index], placed[index], format),
    onSelect,
  };

  return (
    <ChartSurface chart={chart}>
      {({ picture, pick, xAxisProps, ...shared }) => (
        <BarChart
          {...shared}
          data={data}
          maxBarWidth={72}
          series={[{ name: 'span', label, color: 'gray' }]}
          xAxisProps={{ ...xAxisProps, interval: 0, ...(slanted ? SLANTED : {}) }}
          referenceLines={[{ y: 0, color: 'var(--mantine-color-dimmed)' }, ...joints(steps, placed)]}
          barChartProps={{
            ...picture,
            margin: { top: 20 },
            onClick: ({ activeTooltipIndex }) => pick(activeTooltipIndex),
          }}
          barProps={{ shape: Step, isAnimationActive: false }}
        />
      )}
    </ChartSurface>
  );
}

function describe(step: LevelStep | undefined, placed: PlacedStep | undefined, format: ChartFormat): ChartNote[] {
  if (!step || !placed) return [];
  if (step.total) return [{ label: 'Amount', value: format(step.value) }];
  return [
    { label: 'Step', value: format(step.value, { sign: true }) },
    { label: 'Afterwards', value: format(placed.level) },
  ];
}

/** From the end of each step to the beginning of the next. */
function joints(steps: LevelStep[], placed: PlacedStep[]) {
  return steps.slice(1).map(({ key }, index) => {
    const y = placed[index]?.level ?? 0;
    return {
      segment: [
        { x: steps[index]?.key, y },
        { x: key, y },
      ] as const,
      color: 'var(--mantine-color-dimmed)',
      strokeDasharray: '2 3',
    };
  });
}

interface StepShape extends RectangleProps {
  payload?: { color: string; text: string; falls: boolean };
}

const ROOM_FOR_TEXT = 44;

function Step({ payload, x = 0, y = 0, width = 0, height = 0 }: StepShape) {
  const { color = 'gray', text = '', falls = false } = payload ?? {};
  // A step of nothing keeps its place as a line.
  const shown = Math.max(height, 1);
  return (
    <>
      <Rectangle x={x} y={y} width={width} height={shown} fill={color} radius={2} />
      {width >= ROOM_FOR_TEXT && (
        <text
          x={x + width / 2}
          y={falls ? y + shown + 14 : y - 6}
          textAnchor="middle"
          fontSize={12}
          fill="var(--mantine-color-text)"
        >
          {text}
        </text>
      )}
    </>
  );
}

'use client';

import { Loader, Select } from '@mantine/core';
import type { Account, Dimension, Interval, ReportParams } from '@/lib/reports/types';
import { DateRange } from './date-range';
import { dimensionWord } from './dimensions';
import classes from './filter-bar.module.css';
import { Filters } from './filters';
import { useReportTransition } from './report-transition';
import { INTERVALS, useReportState } from './use-report-state';

export interface FilterBarProps {
  params: ReportParams;
  account: Pick<Account, 'timeZone' | 'weekStart'>;
  /** What the figures of this screen can be filtered by. */
  filters: readonly Dimension[];
  /** What its main figure can be broken down by; empty hides the choice. */
  breakdowns: readonly Dimension[];
  /** It has no periods to divide the days into, nor to compare with. */
  isWhole?: true;
}

const INTERVAL_LABELS: Record<Interval, string> = {
  day: 'By day',
  week: 'By week',
  month: 'By month',
  quarter: 'By quarter',
  year: 'By year',
};

const COMPARISONS = [
  { value: 'previous', label: 'Previous period' },
  { value: 'year', label: 'Same period last year' },
  { value: 'none', label: 'No comparison' },
];

/** Which days, how fine, against what, of whom: the state of a report, all of it in the address bar. */
export function FilterBar({ params, account, filters, breakdowns, isWhole }: FilterBarProps) {
  const [state, setState] = useReportState();
  const { pending } = useReportTransition();
  return (
    <search className={classes.bar} aria-label="Report filters">
      <DateRange params={params} account={account} />
      {!isWhole && (
        <>
          <Choice
            label="Granularity"
            w={112}
            value={state.interval ?? params.interval}
            data={INTERVALS.map((value) => ({ value, label: INTERVAL_LABELS[value] }))}
            onChange={(interval) => setState({ interval: INTERVALS.find((known) => known === interval) ?? null })}
          />
          <Choice
            label="Compare with"
            w={176}
            value={state.compare}
            data={COMPARISONS}
            onChange={(compare) =>
              setState({ compare: compare === 'year' || compare === 'none' ? compare : 'previous' })
            }
          />
        </>
      )}
      {breakdowns.length > 0 && (
        <Choice
          label="Breakdown"
          w={160}
          value={state.breakdown ?? ''}
          data={[{ value: '', label: 'No breakdown' }, ...breakdowns.map(asBreakdown)]}
          onChange={(value) => setState({ breakdown: breakdowns.find((known) => known === value) ?? null })}
        />
      )}
      <Filters dimensions={filters} />
      {pending && <Loader size={14} aria-label="Loading the new figures" />}
    </search>
  );
}

const asBreakdown = (value: Dimension) => ({ value, label: `By ${dimensionWord(value)}` });

interface ChoiceProps {
  label: string;
  w: number;
  value: string;
  data: { value: string; label: string }[];
  onChange: (value: string | null) => void;
}

function Choice({ label, ...select }: ChoiceProps) {
  return (
    <Select
      {...select}
      size="xs"
      aria-label={label}
      allowDeselect={false}
      withCheckIcon={false}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

'use client';

import { Group, Kbd, Stack, Text, UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DaysCalendar } from '@/components/days/days-calendar';
import { DaysPopover } from '@/components/days/days-popover';
import { addDays } from '@/lib/calendar/days';
import type { Account, ReportParams } from '@/lib/reports/types';
import { formatRange } from '../../format/format-period';
import { DATE_PRESETS, type Span, todayIn } from './date-presets';
import classes from './filter-bar.module.css';
import { firstDayQuery } from './first-day-query';
import { useReportState } from './use-report-state';

interface DateRangeProps {
  params: Pick<ReportParams, 'from' | 'to'>;
  account: Pick<Account, 'timeZone' | 'weekStart'>;
}

/** The days a report covers: a preset by one key, or any two days. */
export function DateRange({ params: { from, to }, account }: DateRangeProps) {
  const [opened, setOpened] = useState(false);
  const [{ mode }, setState] = useReportState();
  const first = useQuery(firstDayQuery(mode)).data?.day ?? undefined;

  const choose = (span: Span | null) => {
    setOpened(false);
    setState(span ?? { from: null, to: null, interval: null });
  };
  useHotkeys(DATE_PRESETS.map(({ key, span }) => [key, () => choose(span(todayIn(account.timeZone), first))]));

  return (
    <DaysPopover label={formatRange(from, to)} opened={opened} onOpen={setOpened}>
      <Group align="flex-start" gap="lg">
        <Stack gap={2} miw={176}>
          {DATE_PRESETS.map(({ key, label, span }) => (
            <UnstyledButton
              key={key}
              className={classes.preset}
              onClick={() => choose(span(todayIn(account.timeZone), first))}
            >
              <Text size="sm">{label}</Text>
              <Kbd size="xs">{key.toUpperCase()}</Kbd>
            </UnstyledButton>
          ))}
        </Stack>
        <DaysCalendar
          key={`${from} ${to}`}
          days={{ from, to }}
          weekStart={account.weekStart}
          onChange={(days) => choose({ ...days, interval: intervalFor(days.from, addDays(days.to, -1)) })}
        />
      </Group>
    </DaysPopover>
  );
}

/** The granularity that gives a range a readable number of points. */
function intervalFor(first: string, last: string): Span['interval'] {
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  if (days <= 45) return 'day';
  if (days <= 190) return 'week';
  return days <= 1100 ? 'month' : 'quarter';
}

'use client';

import { Button, Group, Kbd, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useHotkeys } from '@mantine/hooks';
import { IconCalendar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
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
export function DateRange({ params, account }: DateRangeProps) {
  const [opened, setOpened] = useState(false);
  const [{ mode }, setState] = useReportState();
  const first = useQuery(firstDayQuery(mode)).data?.day ?? undefined;

  const choose = (span: Span | null) => {
    setOpened(false);
    setState(span ?? { from: null, to: null, interval: null });
  };
  useHotkeys(DATE_PRESETS.map(({ key, span }) => [key, () => choose(span(todayIn(account.timeZone), first))]));

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconCalendar size={14} />}
          onClick={() => setOpened((open) => !open)}
        >
          {formatRange(params.from, params.to)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Choose the days">
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
          <CustomRange key={`${params.from}${params.to}`} params={params} account={account} onChoose={choose} />
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}

function CustomRange({ params, account, onChoose }: DateRangeProps & { onChoose: (span: Span) => void }) {
  const [days, setDays] = useState<[string | null, string | null]>([params.from, addDays(params.to, -1)]);

  const pick = (picked: [string | null, string | null]) => {
    setDays(picked);
    const [first, last] = picked;
    if (first && last) onChoose({ from: first, to: addDays(last, 1), interval: intervalFor(first, last) });
  };
  return (
    <DatePicker
      type="range"
      size="xs"
      allowSingleDateInRange
      hideOutsideDates
      // Weekends in red mean nothing here, and are too faint to read.
      weekendDays={[]}
      ariaLabels={{ previousMonth: 'Previous month', nextMonth: 'Next month' }}
      value={days}
      onChange={pick}
      defaultDate={params.from}
      firstDayOfWeek={account.weekStart === 'monday' ? 1 : 0}
    />
  );
}

/** The granularity that gives a range a readable number of points. */
function intervalFor(first: string, last: string): Span['interval'] {
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  if (days <= 45) return 'day';
  if (days <= 190) return 'week';
  return days <= 1100 ? 'month' : 'quarter';
}

'use client';

import { ActionIcon, Group } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { DaysCalendar } from '@/components/days/days-calendar';
import { DaysPopover } from '@/components/days/days-popover';
import type { Days } from '@/components/days/use-days';
import { formatPeriod, formatRange } from '@/components/format/format-period';
import type { Account } from '@/lib/reports/types';

interface Props extends Days {
  weekStart: Account['weekStart'];
  onChange: (days: Days) => void;
}

const isoDay = (day: DateTime) => day.toFormat('yyyy-MM-dd');

/** A month, the one before and after it, or any other days. */
export function MonthPicker({ from, to, weekStart, onChange }: Props) {
  const [opened, setOpened] = useState(false);
  const month = DateTime.fromISO(from, { zone: 'utc' }).startOf('month');
  const whole = from === isoDay(month) && to === isoDay(month.plus({ months: 1 }));
  const move = (months: number) => {
    const first = month.plus({ months });
    onChange({ from: isoDay(first), to: isoDay(first.plus({ months: 1 })) });
  };
  const choose = (days: Days) => {
    setOpened(false);
    onChange(days);
  };
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon variant="default" size="md" onClick={() => move(-1)} aria-label="Month before">
        <IconChevronLeft size={14} />
      </ActionIcon>
      <DaysPopover
        label={whole ? formatPeriod(from, to, 'month') : formatRange(from, to)}
        opened={opened}
        onOpen={setOpened}
      >
        <DaysCalendar key={`${from} ${to}`} days={{ from, to }} weekStart={weekStart} onChange={choose} />
      </DaysPopover>
      <ActionIcon variant="default" size="md" onClick={() => move(1)} aria-label="Month after">
        <IconChevronRight size={14} />
      </ActionIcon>
    </Group>
  );
}

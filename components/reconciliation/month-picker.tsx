'use client';

import { ActionIcon, Button, Group, Popover } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { IconCalendar, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { formatPeriod, formatRange } from '@/components/format/format-period';
import { addDays } from '@/lib/calendar/days';

interface Props {
  from: string;
  /** Exclusive. */
  to: string;
  weekStart: 'monday' | 'sunday';
  onChange: (days: { from: string; to: string }) => void;
}

const isoDay = (day: DateTime) => day.toFormat('yyyy-MM-dd');

/** A month, the one before and after it, or any other days. */
export function MonthPicker({ from, to, weekStart, onChange }: Props) {
  const month = DateTime.fromISO(from, { zone: 'utc' }).startOf('month');
  const whole = from === isoDay(month) && to === isoDay(month.plus({ months: 1 }));
  const move = (months: number) => {
    const first = month.plus({ months });
    onChange({ from: isoDay(first), to: isoDay(first.plus({ months: 1 })) });
  };
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon variant="default" size="md" onClick={() => move(-1)} aria-label="Month before">
        <IconChevronLeft size={14} />
      </ActionIcon>
      <Days
        {...{ from, to, weekStart, onChange }}
        label={whole ? formatPeriod(from, to, 'month') : formatRange(from, to)}
      />
      <ActionIcon variant="default" size="md" onClick={() => move(1)} aria-label="Month after">
        <IconChevronRight size={14} />
      </ActionIcon>
    </Group>
  );
}

function Days({ from, to, weekStart, onChange, label }: Props & { label: string }) {
  const [opened, setOpened] = useState(false);
  const [days, setDays] = useState<[string | null, string | null]>([null, null]);
  const pick = (picked: [string | null, string | null]) => {
    setDays(picked);
    const [first, last] = picked;
    if (!first || !last) return;
    setOpened(false);
    setDays([null, null]);
    onChange({ from: first, to: addDays(last, 1) });
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconCalendar size={14} />}
          onClick={() => setOpened((open) => !open)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Choose the days">
        <DatePicker
          type="range"
          size="xs"
          allowSingleDateInRange
          hideOutsideDates
          weekendDays={[]}
          ariaLabels={{ previousMonth: 'Previous month', nextMonth: 'Next month' }}
          value={days[0] === null ? [from, addDays(to, -1)] : days}
          onChange={pick}
          defaultDate={from}
          firstDayOfWeek={weekStart === 'monday' ? 1 : 0}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

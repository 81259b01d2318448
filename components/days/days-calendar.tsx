import { DatePicker } from '@mantine/dates';
import type { Account } from '@/lib/reports/types';
import { type Days, useDays } from './use-days';

interface Props {
  days: Days;
  weekStart: Account['weekStart'];
  onChange: (days: Days) => void;
}

/** Any days, picked by the first and the last. Give it the days as its key, so that it follows them. */
export function DaysCalendar({ days, weekStart, onChange }: Props) {
  const picked = useDays(days, (chosen) => chosen && onChange(chosen));
  return (
    <DatePicker
      type="range"
      size="xs"
      allowSingleDateInRange
      hideOutsideDates
      // Weekends in red mean nothing here, and are too faint to read.
      weekendDays={[]}
      ariaLabels={{ previousMonth: 'Previous month', nextMonth: 'Next month' }}
      {...picked}
      defaultDate={days.from}
      firstDayOfWeek={weekStart === 'monday' ? 1 : 0}
    />
  );
}

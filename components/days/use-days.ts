import { useState } from 'react';
import { addDays } from '@/lib/calendar/days';

export interface Days {
  from: string;
  /** Exclusive. */
  to: string;
}

type Known = { [Edge in keyof Days]: string | null };

/** For a calendar, which names the last day itself: tells of both days once they are picked, and of null when both are cleared. */
export function useDays({ from, to }: Known, onChange: (days: Days | null) => void) {
  const [value, setValue] = useState<[string | null, string | null]>([from, to && addDays(to, -1)]);
  const pick = (picked: [string | null, string | null]) => {
    setValue(picked);
    const [first, last] = picked;
    if (first && last) onChange({ from: first, to: addDays(last, 1) });
    if (!first && !last) onChange(null);
  };
  return { value, onChange: pick };
}

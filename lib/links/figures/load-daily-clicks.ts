import { addDays, type Day, dayOf } from '@/lib/calendar/days';
import type { Account } from '@/lib/reports/types';
import { clicksPerDay } from './clicks-per-day';
import { instantsOf } from './figures-range';

/** Clicks on a link on each of the last days, today included; 0 where there was none. */
export async function loadDailyClicks(
  { workspaceId, timeZone }: Account,
  link: string,
  count: number,
  now = new Date(),
): Promise<{ day: Day; clicks: number }[]> {
  const to = addDays(dayOf(now, timeZone), 1);
  const from = addDays(to, -count);
  const between = instantsOf({ mode: 'live', from, to }, timeZone);
  const clicks = await clicksPerDay({ workspaceId, link, timeZone, between });
  return Array.from({ length: count }, (_, index) => {
    const day = addDays(from, index);
    return { day, clicks: clicks.get(day) ?? 0 };
  });
}

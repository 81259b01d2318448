import { DateTime } from 'luxon';
import { demoCompanyOpens, playDemoCompany } from '@/prisma/stories/demo-company';
import { createSandboxAccount, type SandboxAccount } from '@/sandbox/account';
import type { StripeEvent } from '@/sandbox/objects/event';
import type { DemoState } from './demo-state';

export interface PlayedStory {
  /** The sandbox account the story was played on. */
  account: SandboxAccount;
  opens: Date;
  closes: Date;
  /** The events that no earlier run delivered, oldest first. */
  news: StripeEvent[];
}

/**
 * Tells the story as of the first run's day, which gives the same events with the same ids every time, and then lets the
 * account's clock run on to the beginning of today: renewals, retries and cancellations that were due meanwhile.
 */
export function playStory({ anchor, scale, deliveredUntil }: DemoState, today: Date): PlayedStory {
  const told = new Date(anchor);
  const opens = demoCompanyOpens(told);
  const closes = DateTime.fromJSDate(today, { zone: 'utc' }).startOf('day').toJSDate();

  const account = createSandboxAccount({ startAt: opens });
  playDemoCompany(account, { until: told, scale });
  if (closes > account.now()) account.advanceTo(closes);

  const since = deliveredUntil ? Date.parse(deliveredUntil) / 1000 : 0;
  return { account, opens, closes, news: account.events().filter((event) => event.created >= since) };
}

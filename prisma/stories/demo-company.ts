import { performStep } from './perform-step';
import { closingOf, openingOf } from './seasons';
import { emptyStage } from './stage';
import type { StoryAccount } from './story-account';
import type { StoryOptions } from './write-story';
import { writeStory } from './write-story';

export const demoCompanyName = 'Fernhill';

/** When the company opens: the latest moment at which an account that will play it may start. */
export function demoCompanyOpens(until: Date): Date {
  return openingOf(until).toJSDate();
}

/**
 * Plays 26 months of Fernhill, which sells planning software to crews, in order and on the account's own clock, up to
 * the beginning of the UTC day of `until`. The same day makes the same requests at the same seconds.
 */
export function playDemoCompany(account: StoryAccount, options: StoryOptions): void {
  const stage = emptyStage(account);
  for (const step of writeStory(options)) {
    const at = new Date(step.at * 1000);
    if (at > account.now()) account.advanceTo(at);
    performStep(stage, step);
  }
  account.advanceTo(closingOf(options.until).toJSDate());
}

import { peopleLevels } from './churned-people';
import type { Level } from './options';
import type { Scope, SumTable } from './scope';
import { subscriberLevels, subscriptionLevels } from './subscriber-levels';

/** Customers, people or subscriptions with MRR at the end of each bucket; index 0: before the range. */
export function holderLevels(scope: Scope, level: Level): Promise<SumTable> {
  if (level === 'person') return peopleLevels(scope);
  return level === 'customer' ? subscriberLevels(scope) : subscriptionLevels(scope);
}

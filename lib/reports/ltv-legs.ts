import { addDays } from '@/lib/calendar/days';
import { customerRows } from '@/lib/metrics/customer-rows';
import { trailingMonths } from '@/lib/metrics/ltv';
import { mappedPeopleRows } from '@/lib/metrics/mapped-revenue';
import { cohortRows } from '@/lib/metrics/realised-ltv';
import type { Scope } from '@/lib/metrics/scope';
import { holders } from './churn-legs';
import type { Leg } from './explain-legs';
import type { RowContext } from './explain-row';

/** Customers who churned in the months behind predicted LTV, or could have: once for each month. */
export function ltvChurnLegs(scope: Scope, of: 'churned' | 'exposed', last: string, context: RowContext): Leg[] {
  return trailingMonths(last).map(({ start, end }) => {
    const [before, after] = [addDays(start, -1), addDays(end, -1)];
    const words = `Paying at the end of ${before}${of === 'churned' ? `, no longer on ${after}` : ''}`;
    return holders(
      'customer',
      context,
      { day: of === 'churned' ? after : before, words, part: 'value' },
      (key, limit) => customerRows(scope, before, of === 'churned' ? after : null, key, limit),
    );
  });
}

/** The people whose first days realised LTV looks at. */
export const cohortLeg = (scope: Scope, day: number, last: string, context: RowContext): Leg =>
  holders('person', context, { day: last, words: 'Joined in the period', part: 'denominator' }, (key, limit) =>
    cohortRows(scope, day, key, limit),
  );

/** The people whom an identity rule finds, as far as they had joined by `last`. */
export const mappedPeopleLeg = (scope: Scope, last: string, context: RowContext): Leg =>
  holders('person', context, { day: last, words: `Joined by ${last}`, part: 'denominator' }, (key, limit) =>
    mappedPeopleRows(scope, addDays(last, 1), key, limit),
  );

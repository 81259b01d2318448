import { z } from 'zod';
import { query } from '@/app/_http/query';
import { dayOf } from '@/lib/calendar/days';
import { compareDefinitions } from '@/lib/definitions/compare-definitions';
import { definitionsOf, PRESET_IDS } from '@/lib/definitions/presets';
import { namesOf } from '@/lib/definitions/setting-fields';

const LISTED = 50;
const question = z.object({ preset: z.enum(PRESET_IDS) });

/** Today's MRR under the default definitions, and under a preset. */
export const GET = query(z.object({}), async ({ viewer, search }) => {
  const { preset } = question.parse(Object.fromEntries(search));
  const { steps, ...comparison } = await compareDefinitions(viewer.account, {
    from: definitionsOf('default'),
    to: definitionsOf(preset),
    day: dayOf(new Date(), viewer.account.timeZone),
    limit: LISTED,
  });
  return { ...comparison, steps: steps.map((step) => ({ ...step, ...namesOf(step.setting, step.to) })) };
});

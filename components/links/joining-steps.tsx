'use client';

import { Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { formatInstant } from '@/components/format/format-instant';
import { formatDay } from '@/components/format/format-period';
import type { Steps } from '@/lib/links/step-shapes';
import { stepsQuery } from './link-queries';
import classes from './links.module.css';

const NAMES: Record<keyof Steps, [done: string, open: string]> = {
  stripe: ['Stripe sends its events', 'No event of Stripe has arrived yet'],
  script: ['The script is on your site', 'The script has not told of a visit yet'],
  click: ['A link was clicked', 'No link has been clicked yet'],
  lead: ['A lead came by a click', 'No lead has come by a click yet'],
  sale: ['A sale was joined to where it came from', 'No sale has been joined yet'],
};

/** How far this workspace has come, from its own data, looked at again every few seconds. */
export function JoiningSteps({ first, timeZone }: { first: Steps; timeZone: string }) {
  const { data } = useQuery({ ...stepsQuery(), initialData: first });
  const when = (step: keyof Steps, at: string) => (step === 'sale' ? formatDay(at) : formatInstant(at, timeZone));
  return (
    <ul className={classes.steps} aria-label="How far you are">
      {(['stripe', 'script', 'click', 'lead', 'sale'] as const).map((step) => {
        const at = data[step];
        const [done, open] = NAMES[step];
        const Icon = at ? IconCircleCheck : IconCircleDashed;
        return (
          <li key={step} className={classes.step}>
            <Icon size={18} stroke={1.8} aria-hidden color={at ? 'var(--hw-gain)' : 'var(--mantine-color-dimmed)'} />
            <span>{at ? done : open}</span>
            {at && (
              <Text size="xs" c="dimmed" component="span">
                last {when(step, at)}
              </Text>
            )}
          </li>
        );
      })}
    </ul>
  );
}

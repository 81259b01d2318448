'use client';

import { Anchor, Tooltip } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { formatInstant } from '@/components/format/format-instant';
import type { Freshness } from '@/lib/workspace/load-freshness';
import { freshnessQuery } from './freshness-query';
import classes from './shell.module.css';

interface Props {
  workspaceId: string;
  timeZone: string;
  initial: Freshness;
}

/** How current the page is. When newer numbers exist it has the server draw the open page again, without a reload. */
export function FreshnessStamp({ workspaceId, timeZone, initial }: Props) {
  const router = useRouter();
  const client = useQueryClient();
  const { data, isError } = useQuery(freshnessQuery(workspaceId, initial));
  const drawn = useRef(initial.version);

  useEffect(() => {
    if (drawn.current === data.version) return;
    drawn.current = data.version;
    router.refresh();
    client.invalidateQueries({ queryKey: ['events'] });
  }, [data.version, router, client]);

  const troubled = isError || data.failed > 0 || data.alarms.length > 0;
  const state = troubled ? 'failed' : data.pending > 0 ? 'waiting' : 'fresh';
  const time = formatInstant(data.asOf, timeZone);
  return (
    <div
      className={classes.stamp}
      role="status"
      aria-label="Freshness"
      data-alarmed={data.alarms.length > 0 || undefined}
    >
      <span className={classes.dot} data-state={state} aria-hidden />
      <Tooltip label={`${time} (${timeZone})${arrival(data)}`}>
        <span className={classes.stampText}>
          {isError ? 'Not connected: figures may be old' : `as of ${time.slice(0, 5)}, ${progress(data)}`}
        </span>
      </Tooltip>
      <SourceAlarms alarms={data.alarms} />
      {data.failed > 0 && (
        <Anchor component={Link} href="/events?state=failed" size="xs">
          {data.failed} failed
        </Anchor>
      )}
      {data.issues > 0 && (
        <Anchor component={Link} href="/sources#not-computed" size="xs" visibleFrom="sm">
          {data.issues} not computed
        </Anchor>
      )}
    </div>
  );
}

/** The worst one, with a way to where it is looked after. */
function SourceAlarms({ alarms }: Pick<Freshness, 'alarms'>) {
  const [worst, ...others] = alarms;
  if (!worst) return null;
  return (
    <Tooltip label={worst.message} multiline maw={320}>
      <Anchor component={Link} href="/sources" size="xs" c="var(--hw-loss)" className={classes.alarm}>
        {worst.label}
        {others.length > 0 && ` and ${others.length} more`}
      </Anchor>
    </Tooltip>
  );
}

function arrival({ lagSeconds }: Freshness): string {
  if (lagSeconds === null) return '';
  const [length, unit] = lagSeconds < 120 ? [1, 's'] : lagSeconds < 7200 ? [60, 'min'] : [3600, 'h'];
  return `. Events arrive within ${Math.round(lagSeconds / length)} ${unit}`;
}

function progress({ pending, lastEventAt }: Freshness): string {
  if (pending > 0) return `${pending} ${pending === 1 ? 'event' : 'events'} waiting`;
  return lastEventAt ? 'all events projected' : 'no events yet';
}

import { Button, Group, Text } from '@mantine/core';
import classes from './event-log.module.css';
import type { Replay } from './replay-dialog';

interface Props {
  live: boolean;
  /** Ids of events. */
  selected: string[];
  /** What narrows the log, without what it leaves open. */
  filter: Record<string, string>;
  isEmpty: boolean;
  mayDryRun: boolean;
  onReplay: (replay: Replay) => void;
  onUnselect: () => void;
}

/** Whether the log is live, and what can be replayed: the selection, or all that the filters find. */
export function LogActions({ live, selected, filter, isEmpty, mayDryRun, onReplay, onUnselect }: Props) {
  const narrowed = Object.keys(filter).length > 0;
  const failedOnly = filter.state === 'failed' && Object.keys(filter).length === 1;
  const all = failedOnly ? 'all failed events' : narrowed ? 'all events that match' : 'all events';
  return (
    <Group justify="space-between" gap="xs" mb="xs" mih={30}>
      <Text size="xs" c="dimmed" className={classes.live} role="status" aria-label="Live">
        <span className={classes.dot} data-live={live || undefined} aria-hidden />
        {live ? 'Live: new events appear by themselves' : 'Not connected: what is shown may be old'}
      </Text>
      {mayDryRun && (
        <Group gap="xs">
          {selected.length > 0 && (
            <Button size="xs" variant="subtle" color="gray" onClick={onUnselect}>
              Unselect
            </Button>
          )}
          {selected.length > 0 ? (
            <Button
              size="xs"
              onClick={() =>
                onReplay({
                  what: selected.length === 1 ? '1 selected event' : `${selected.length} selected events`,
                  selection: { ids: selected },
                })
              }
            >
              Replay {selected.length} selected…
            </Button>
          ) : (
            <Button
              size="xs"
              variant="default"
              disabled={isEmpty}
              onClick={() => onReplay({ what: all, selection: filter })}
            >
              {failedOnly ? 'Retry all failed…' : `Replay ${all}…`}
            </Button>
          )}
        </Group>
      )}
    </Group>
  );
}

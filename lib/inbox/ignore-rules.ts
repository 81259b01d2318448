import type pg from 'pg';
import { textArray } from '@/lib/db/text-array';
import { FACT_KINDS } from './extract/extract-event';
import type { InboxEvent } from './stored-pages';

/** Of events that came while the notifications of their source were switched off. */
export const NOTIFICATIONS_OFF = 'Notifications of this source are switched off.';
/** Of events about buyers that were not known while new purchases were not tracked; the ids that would make them known follow. */
export const NOT_TRACKED = 'New purchases of this source are not tracked: ';

export interface IgnoreRules {
  /** Why an event is kept and not read, or null. */
  reasonOf: (event: InboxEvent) => string | null;
  /** Connections that do not track new purchases. */
  untracked: ReadonlySet<string>;
}

interface Settings {
  id: string;
  account: string | null;
  notifications: boolean;
  tracksNew: boolean;
}

/**
 * What the settings of their sources say of these events.
 *
 * An endpoint may receive the events of connected accounts as well; each names its account, and those of the endpoint's own
 * account name none. Those of another account than the source counts are kept and not read.
 *
 * What comes while notifications are switched off is kept and not read either. A switch decides of an event when it is first
 * read: what was in the figures stays there, also when everything is derived again (RC-15).
 */
export async function loadIgnoreRules(
  tx: pg.ClientBase,
  workspaceId: string,
  events: readonly InboxEvent[],
): Promise<IgnoreRules> {
  const found = await tx.query<Settings>({
    name: 'ignore-rules',
    text: `select id, account_id as account, notifications, track_new_purchases as "tracksNew"
      from connection where workspace_id = $1 and id = any($2)`,
    values: [workspaceId, [...new Set(events.map(({ connectionId }) => connectionId))]],
  });
  const settings = new Map(found.rows.map((row) => [row.id, row]));
  const isSilenced = ({ connectionId, type }: InboxEvent) =>
    settings.get(connectionId)?.notifications === false && !type.endsWith('.pulled');
  const readBefore = await findRead(
    tx,
    workspaceId,
    events.filter((event) => event.again && isSilenced(event)),
  );
  const untracked = new Set(found.rows.flatMap(({ id, tracksNew }) => (tracksNew ? [] : [id])));
  return {
    untracked,
    reasonOf: (event) => {
      const { connectionId, account, state, reason } = event;
      const counted = settings.get(connectionId)?.account ?? null;
      if (counted !== account) return ofAnother(account);
      if (isSilenced(event) && (reason === NOTIFICATIONS_OFF || (state === 'pending' && !readBefore.has(event.id))))
        return NOTIFICATIONS_OFF;
      return untracked.has(connectionId) && state === 'ignored' && reason?.startsWith(NOT_TRACKED) ? reason : null;
    },
  };
}

/** How the reason begins for events of a Stripe account that their source does not count. */
export const OF_ANOTHER = 'Of the ';

const ofAnother = (account: string | null): string =>
  account === null
    ? `${OF_ANOTHER}account that the endpoint belongs to, which this source does not count.`
    : `${OF_ANOTHER}Stripe account ${account}, which this source does not count.`;

/** Which of these events, which are to be read again, are in the figures. */
async function findRead(
  tx: pg.ClientBase,
  workspaceId: string,
  events: readonly InboxEvent[],
): Promise<ReadonlySet<string>> {
  if (events.length === 0) return new Set();
  const found = await tx.query<{ event_id: string }>(
    `select v.event_id from unnest($2::text[], $3::text[], $4::text[]) as e(connection_id, object_id, event_id)
     join object_version v on v.workspace_id = $1 and v.connection_id = e.connection_id and v.kind = any($5)
       and v.object_id = e.object_id and v.event_id = e.event_id`,
    [
      workspaceId,
      textArray(events.map(({ connectionId }) => connectionId)),
      textArray(events.map(({ objectId }) => objectId)),
      textArray(events.map(({ id }) => id)),
      FACT_KINDS,
    ],
  );
  return new Set(found.rows.map(({ event_id }) => event_id));
}

import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { keyInstant, keyText, readKey, writeKey } from '@/lib/page-key';
import type { Account } from '@/lib/reports/types';
import { originNames } from './credit-words';
import { visitorsBehind } from './load-credit';
import { TIMELINE_KINDS, type Timeline } from './shapes';
import { HAPPENED } from './timeline-sql';
import { movesOf, timelineRow, toItem } from './timeline-words';

export const timelineQuery = z.object({
  kind: z.enum(TIMELINE_KINDS).optional(),
  mode: z.enum(['live', 'test']).default('live'),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(30),
});

/** What happened with a person, the newest first: as many rows as it has are sorted, which an index per customer gives. */
export async function loadTimeline(
  { workspaceId }: Pick<Account, 'workspaceId'>,
  person: string,
  { kind, mode, cursor, limit }: z.output<typeof timelineQuery>,
): Promise<Timeline> {
  const livemode = mode === 'live';
  const after = readKey(cursor, z.tuple([keyInstant, keyText]));
  const values: unknown[] = [
    workspaceId,
    livemode,
    person,
    kind ?? null,
    limit + 1,
    await visitorsBehind({ workspaceId, livemode, person }),
  ];
  if (after) values.push(...after);
  const rows = await queryRows(timelineRow, {
    text: `${HAPPENED}
      select h.kind, h.what, h.at, h.at::text as "exactAt", h.key, h.connection_id as "connectionId", h.owner_id as "ownerId", h.currency, h.minor, h.extra, h.objects,
        h.words, h.from_person as "fromPerson", h.to_person as "toPerson", u.email as by
      from happened h left join app_user u on u.id = h.user_id
      where ($4::text is null or h.kind = $4)${after ? ' and (h.at, h.key) < ($7::timestamptz, $8)' : ''}
      order by h.at desc, h.key desc limit $5`,
    values,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const names = await originNames(workspaceId, page.flatMap(movesOf));
  return {
    items: page.map((row) => toItem(row, { livemode, person, names })),
    nextCursor: rows.length > limit && last ? writeKey([last.exactAt, last.key]) : null,
  };
}

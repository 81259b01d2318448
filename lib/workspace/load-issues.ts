import { getDb } from '@/lib/db/client';

export interface IssueGroup {
  /** "unsupported_price", "unknown_currency" … */
  kind: string;
  count: number;
  samples: { objectId: string; message: string }[];
}

const SAMPLES = 5;

/** What could not be computed, by kind, with a few examples of each. */
export async function loadIssues(workspaceId: string): Promise<IssueGroup[]> {
  const db = getDb();
  const kinds = await db.ledgerIssue.groupBy({
    by: ['kind'],
    where: { workspaceId },
    _count: true,
    orderBy: { kind: 'asc' },
  });
  return Promise.all(
    kinds.map(async ({ kind, _count }) => ({
      kind,
      count: _count,
      samples: await db.ledgerIssue.findMany({
        where: { workspaceId, kind },
        select: { objectId: true, message: true },
        orderBy: [{ ownerId: 'asc' }, { id: 'asc' }],
        take: SAMPLES,
      }),
    })),
  );
}

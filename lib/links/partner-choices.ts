import { getDb } from '@/lib/db/client';

/** As many as a list to choose from can hold. */
const MOST = 1000;

/** Partners that a link can be of, by name. */
export async function partnerChoices(workspaceId: string): Promise<{ value: string; label: string }[]> {
  const partners = await getDb().partner.findMany({
    where: { workspaceId, archivedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
    take: MOST,
  });
  return partners.map(({ id, name }) => ({ value: id, label: name }));
}

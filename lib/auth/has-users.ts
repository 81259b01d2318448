import { getDb } from '@/lib/db/client';

let seen = false;

/** False only on a fresh installation. Users are never deleted, so "yes" is remembered. */
export async function hasUsers(): Promise<boolean> {
  seen ||= (await getDb().user.findFirst({ select: { id: true } })) !== null;
  return seen;
}

import { newId } from '@/lib/auth/new-id';
import { getDb } from '@/lib/db/client';
import { COLOURS } from './connection-inputs';

/** The id becomes part of the webhook address, so it is not guessable. The colour is the first that no other source has. */
export async function addConnection(workspaceId: string, name: string): Promise<{ id: string }> {
  const id = newId('conn');
  const others = await getDb().connection.findMany({ where: { workspaceId }, select: { colour: true } });
  const colour = COLOURS.find((one) => others.every((other) => other.colour !== one)) ?? COLOURS[0];
  await getDb().connection.create({ data: { workspaceId, id, name, colour } });
  return { id };
}

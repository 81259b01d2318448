import type { Role } from '@/lib/auth/roles';
import type { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';

export interface Actor {
  userId: string;
  role: Role;
}

/** An owner manages everyone; an admin everyone below owner; nobody else manages anyone. */
export function assertMayManage(actor: Actor, role: Role): void {
  if (actor.role === 'owner' || (actor.role === 'admin' && role !== 'owner')) return;
  const message = role === 'owner' ? 'Only an owner can change owners.' : 'Your role does not allow managing members.';
  throw new AppError('forbidden', message);
}

/** Call inside the transaction that takes an owner away: the lock makes two such changes wait for each other. */
export async function assertAnotherOwner(
  tx: Prisma.TransactionClient,
  workspaceId: string,
  userId: string,
): Promise<void> {
  await tx.$queryRaw`select id from workspace where id = ${workspaceId} for update`;
  const others = await tx.member.count({ where: { workspaceId, role: 'owner', userId: { not: userId } } });
  if (others === 0)
    throw new AppError('conflict', 'A workspace needs at least one owner. Make someone else owner first.');
}

export const noSuchMember = () => new AppError('not_found', 'There is no such member.');

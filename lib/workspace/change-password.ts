import { endAllSessions } from '@/lib/auth/end-session';
import { assertGoodPassword, hashPassword, verifyPassword } from '@/lib/auth/passwords';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';

/** Needs the old password where there is one, and signs the user out everywhere. */
export async function changePassword(userId: string, input: { current: string; next: string }): Promise<void> {
  const user = await getDb().user.findUniqueOrThrow({ where: { id: userId } });
  if (user.passwordHash && !(await verifyPassword(user.passwordHash, input.current))) {
    throw new AppError('unprocessable', 'This is not your current password.', 'current');
  }
  assertGoodPassword(input.next, 'next');
  await getDb().user.update({ where: { id: userId }, data: { passwordHash: await hashPassword(input.next) } });
  await endAllSessions(userId);
}

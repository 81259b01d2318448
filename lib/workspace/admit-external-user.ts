import type { SessionUser } from '@/lib/auth/check-session';
import { newId } from '@/lib/auth/new-id';
import { isRole } from '@/lib/auth/roles';
import { normalizeEmail } from '@/lib/auth/sign-in';
import { getDb } from '@/lib/db/client';
import { join } from './accept-invitation';

/**
 * Lets someone in whom Google, GitHub or another provider vouches for: an existing user, or the holder of an open
 * invitation to the same verified e-mail. Null for everyone else.
 */
export async function admitExternalUser(profile: {
  email: string | null | undefined;
  emailVerified: boolean;
  name: string | null | undefined;
}): Promise<SessionUser | null> {
  if (!profile.email || !profile.emailVerified) return null;
  const email = normalizeEmail(profile.email);
  const known = await getDb().user.findUnique({ where: { email } });
  if (known) return known.disabledAt ? null : { id: known.id, email, name: known.name };
  return getDb().$transaction(async (tx) => {
    const invitation = await tx.invitation.findFirst({
      where: { email, acceptedAt: null, expiresAt: { gt: new Date() } },
    });
    if (!invitation || !isRole(invitation.role)) return null;
    const user = { id: newId('usr'), email, name: profile.name?.slice(0, 120) || null };
    await tx.user.create({ data: { ...user, sessionsValidFrom: new Date() } });
    const { workspaceId, id, role } = invitation;
    await join(tx, { workspaceId, id, role }, user.id);
    return user;
  });
}

import { getDb } from '@/lib/db/client';
import { expiringKeys } from './expiring-keys';
import { ABSOLUTE_SECONDS } from './session-rules';

const endedSessions = expiringKeys({ prefix: 'ended-session', points: 1, seconds: ABSOLUTE_SECONDS });

/** Refuses this one session from now on; its cookie may have been copied. */
export async function endSession(sessionId: string): Promise<void> {
  const limiter = await endedSessions();
  await limiter.block(sessionId, ABSOLUTE_SECONDS);
}

/** Refuses every session of the user that began before now. */
export async function endAllSessions(userId: string, now = new Date()): Promise<void> {
  await getDb().user.update({ where: { id: userId }, data: { sessionsValidFrom: now } });
}

export async function isEndedSession(sessionId: string): Promise<boolean> {
  const limiter = await endedSessions();
  return (await limiter.get(sessionId)) !== null;
}

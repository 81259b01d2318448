import { RateLimiterRes } from 'rate-limiter-flexible';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import type { SessionUser } from './check-session';
import { expiringKeys } from './expiring-keys';
import { verifyPassword } from './passwords';

const WINDOW_SECONDS = 15 * 60;
const byAccountAndAddress = expiringKeys({ prefix: 'sign-in', points: 10, seconds: WINDOW_SECONDS });
// Addresses can be many: an account also has a limit of its own, wide enough not to lock its owner out by accident.
const byAccount = expiringKeys({ prefix: 'sign-in-account', points: 100, seconds: WINDOW_SECONDS });

export function normalizeEmail(email: string): string {
  return email.normalize('NFC').trim().toLowerCase();
}

/** Null for a wrong password, an unknown e-mail and a disabled user alike; throws `rate_limited` after too many tries. */
export async function signInWithPassword(input: {
  email: string;
  password: string;
  address: string;
}): Promise<SessionUser | null> {
  const email = normalizeEmail(input.email).slice(0, 200);
  const pair = `${email}|${input.address}`.slice(0, 240);
  const [pairs, accounts] = await Promise.all([byAccountAndAddress(), byAccount()]);
  try {
    await pairs.consume(pair);
    await accounts.consume(email);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AppError('rate_limited', 'Too many attempts. Wait 15 minutes and try again.');
  }
  const user = await getDb().user.findUnique({ where: { email } });
  const matches = await verifyPassword(user?.passwordHash, input.password);
  if (!user || !matches || user.disabledAt) return null;
  await Promise.all([pairs.delete(pair), accounts.delete(email)]);
  return { id: user.id, email: user.email, name: user.name };
}

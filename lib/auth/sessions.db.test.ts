import { expect, test } from 'vitest';
import { getDb } from '@/lib/db/client';
import { changeMemberRole } from '@/lib/workspace/change-member-role';
import { removeMember } from '@/lib/workspace/remove-member';
import { addUser, addWorkspace, withDatabase } from '@/lib/workspace/testing/with-database';
import { checkSession } from './check-session';
import { endAllSessions, endSession } from './end-session';
import { loadMemberships } from './load-memberships';
import { hashPassword } from './passwords';
import { ABSOLUTE_SECONDS } from './session-rules';
import { signInWithPassword } from './sign-in';

withDatabase();

const signedIn = (userId: string, sessionId = `ses_${userId}`, at = new Date()) => ({
  sessionId,
  userId,
  signedInAt: at.getTime(),
});

test('F38 a signed-out session is refused although its cookie is intact; another of the same user is not', async () => {
  await addUser('two-devices');
  await endSession('ses_phone');
  expect(await checkSession(signedIn('two-devices', 'ses_phone'))).toBeNull();
  expect(await checkSession(signedIn('two-devices', 'ses_laptop'))).toMatchObject({ id: 'two-devices' });
});

test('F38 sign-out everywhere refuses every session that began before, and none after', async () => {
  await addUser('everywhere');
  const before = signedIn('everywhere', 'ses_a', new Date(Date.now() - 1000));
  expect(await checkSession(before)).not.toBeNull();
  await endAllSessions('everywhere');
  expect(await checkSession(before)).toBeNull();
  expect(await checkSession(signedIn('everywhere', 'ses_b', new Date(Date.now() + 1000)))).not.toBeNull();
});

test('F38 a session ends 30 days after the sign-in, a disabled or unknown user at once', async () => {
  await addUser('lasting');
  const claims = signedIn('lasting');
  const almost = new Date(claims.signedInAt + ABSOLUTE_SECONDS * 1000 - 1);
  expect(await checkSession(claims, almost)).not.toBeNull();
  expect(await checkSession(claims, new Date(almost.getTime() + 1))).toBeNull();
  await getDb().user.update({ where: { id: 'lasting' }, data: { disabledAt: new Date() } });
  expect(await checkSession(claims)).toBeNull();
  expect(await checkSession(signedIn('never existed'))).toBeNull();
});

test('F38 a role change and a removal count at the next request', async () => {
  await addWorkspace('roles', { boss: 'owner', helper: 'admin' });
  const boss = { userId: 'boss', role: 'owner' } as const;
  await changeMemberRole('roles', boss, 'helper', 'viewer');
  expect((await loadMemberships('helper')).map((m) => m.role)).toEqual(['viewer']);
  await removeMember('roles', boss, 'helper');
  expect(await loadMemberships('helper')).toEqual([]);
});

test('F37 a password signs in; a wrong one, an unknown e-mail and a disabled user are told apart by nobody', async () => {
  const passwordHash = await hashPassword('the right words');
  await getDb().user.create({ data: { id: 'known', email: 'known@example.com', passwordHash } });
  const tryWith = (email: string, password: string) => signInWithPassword({ email, password, address: '10.0.0.1' });
  expect(await tryWith(' KNOWN@example.com', 'the right words')).toMatchObject({ id: 'known' });
  expect(await tryWith('known@example.com', 'the wrong words')).toBeNull();
  expect(await tryWith('unknown@example.com', 'the right words')).toBeNull();
  await getDb().user.update({ where: { id: 'known' }, data: { disabledAt: new Date() } });
  expect(await tryWith('known@example.com', 'the right words')).toBeNull();
});

test('F37 of a thousand tries from one address ten are looked at, and the owner is not locked out elsewhere', async () => {
  const passwordHash = await hashPassword('the right words');
  await getDb().user.create({ data: { id: 'target', email: 'target@example.com', passwordHash } });
  const from = (address: string, password: string) =>
    signInWithPassword({ email: 'target@example.com', password, address });
  for (let tried = 0; tried < 10; tried++) expect(await from('10.6.6.6', `guess ${tried}`)).toBeNull();
  for (let tried = 10; tried < 1000; tried++)
    await expect(from('10.6.6.6', 'the right words')).rejects.toMatchObject({ code: 'rate_limited' });
  expect(await from('10.0.0.2', 'the right words')).toMatchObject({ id: 'target' });
});

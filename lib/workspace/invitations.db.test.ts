import { expect, test } from 'vitest';
import { getDb } from '@/lib/db/client';
import { acceptInvitation, acceptInvitationAs } from './accept-invitation';
import { admitExternalUser } from './admit-external-user';
import { createFirstOwner } from './create-first-owner';
import { findInvitation } from './find-invitation';
import { inviteMember } from './invite-member';
import { revokeInvitation } from './revoke-invitation';
import { addUser, addWorkspace, withDatabase } from './testing/with-database';

withDatabase();

const firstOwner = {
  name: 'Ada',
  email: 'ada@example.com',
  password: 'a long enough secret',
  workspaceName: 'Acme',
  currency: 'usd',
  timeZone: 'UTC',
};

test('first run makes one owner, also when two people race, and never a second', async () => {
  const race = await Promise.allSettled([
    createFirstOwner(firstOwner),
    createFirstOwner({ ...firstOwner, email: 'bob@example.com' }),
  ]);
  expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(createFirstOwner({ ...firstOwner, email: 'c@example.com' })).rejects.toMatchObject({ code: 'conflict' });
  expect(await getDb().user.count()).toBe(1);
});

const boss = { userId: 'boss', role: 'owner' } as const;

test('a link makes an account with the invited e-mail and role, and works once', async () => {
  await addWorkspace('team', { boss: 'owner' });
  const { token } = await inviteMember('team', boss, { email: 'new@example.com', role: 'analyst' });
  expect(await getDb().invitation.count({ where: { tokenHash: token } })).toBe(0);
  await expect(acceptInvitation({ token, name: '', password: 'short' })).rejects.toMatchObject({ field: 'password' });
  await acceptInvitation({ token, name: 'New', password: 'a long enough secret' });
  const user = await getDb().user.findUniqueOrThrow({ where: { email: 'new@example.com' } });
  expect(await getDb().member.findMany({ where: { userId: user.id } })).toMatchObject([
    { workspaceId: 'team', role: 'analyst' },
  ]);
  await expect(acceptInvitation({ token, name: '', password: 'a long enough secret' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('someone with an account accepts signed in, and only with the invited address', async () => {
  await addWorkspace('second', { boss: 'owner' });
  await addUser('has-account');
  const { token } = await inviteMember('second', boss, { email: 'has-account@example.com', role: 'viewer' });
  await expect(acceptInvitation({ token, name: '', password: 'a long enough secret' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(acceptInvitationAs(token, { id: 'boss', email: 'boss@example.com' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await acceptInvitationAs(token, { id: 'has-account', email: 'has-account@example.com' });
  await expect(inviteMember('second', boss, { email: 'has-account@example.com', role: 'admin' })).rejects.toMatchObject(
    { code: 'conflict', field: 'email' },
  );
});

test('an old, withdrawn or replaced link opens nothing', async () => {
  await addWorkspace('links', { boss: 'owner' });
  const first = await inviteMember('links', boss, { email: 'x@example.com', role: 'viewer' });
  const second = await inviteMember('links', boss, { email: 'x@example.com', role: 'viewer' });
  expect(await findInvitation(first.token)).toBeNull();
  expect(await findInvitation(second.token)).toMatchObject({ workspaceName: 'Workspace links' });
  await addWorkspace('strangers', { stranger: 'owner' });
  await expect(revokeInvitation('strangers', { userId: 'stranger', role: 'owner' }, second.id)).rejects.toMatchObject({
    code: 'not_found',
  });
  await revokeInvitation('links', boss, second.id);
  expect(await findInvitation(second.token)).toBeNull();
  const third = await inviteMember('links', boss, { email: 'x@example.com', role: 'viewer' });
  await getDb().invitation.updateMany({ where: { id: third.id }, data: { expiresAt: new Date(Date.now() - 1) } });
  expect(await findInvitation(third.token)).toBeNull();
});

test('an admin invites no owner, a viewer nobody', async () => {
  await addWorkspace('limits', { boss: 'owner' });
  const asAdmin = inviteMember('limits', { userId: 'boss', role: 'admin' }, { email: 'o@example.com', role: 'owner' });
  await expect(asAdmin).rejects.toMatchObject({ code: 'forbidden' });
  const asViewer = inviteMember(
    'limits',
    { userId: 'boss', role: 'viewer' },
    { email: 'v@example.com', role: 'viewer' },
  );
  await expect(asViewer).rejects.toMatchObject({ code: 'forbidden' });
});

test('a provider lets in who has an account or an invitation to the same verified e-mail, nobody else', async () => {
  await addWorkspace('external', { boss: 'owner' });
  const profile = { email: 'Ext@Example.com', emailVerified: true, name: 'Ext' };
  expect(await admitExternalUser(profile)).toBeNull();
  await inviteMember('external', boss, { email: 'ext@example.com', role: 'viewer' });
  expect(await admitExternalUser({ ...profile, emailVerified: false })).toBeNull();
  const admitted = await admitExternalUser(profile);
  expect(admitted).toMatchObject({ email: 'ext@example.com', name: 'Ext' });
  expect(await admitExternalUser(profile)).toEqual(admitted);
  expect(await getDb().member.findMany({ where: { userId: admitted?.id } })).toMatchObject([
    { workspaceId: 'external' },
  ]);
});

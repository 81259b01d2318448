import { expect, test } from 'vitest';
import { getDb } from '@/lib/db/client';
import { changeMemberRole } from './change-member-role';
import { removeMember } from './remove-member';
import { addWorkspace, withDatabase } from './testing/with-database';

withDatabase();

const owner = (userId: string) => ({ userId, role: 'owner' }) as const;
const admin = (userId: string) => ({ userId, role: 'admin' }) as const;

test('the last owner can neither be demoted nor removed nor leave', async () => {
  await addWorkspace('last', { only: 'owner', other: 'admin' });
  await expect(changeMemberRole('last', owner('only'), 'only', 'admin')).rejects.toMatchObject({ code: 'conflict' });
  await expect(removeMember('last', owner('only'), 'only')).rejects.toMatchObject({ code: 'conflict' });
});

test('two owners who demote each other at once leave one owner', async () => {
  await addWorkspace('race', { anna: 'owner', bert: 'owner' });
  const results = await Promise.allSettled([
    changeMemberRole('race', owner('anna'), 'bert', 'viewer'),
    changeMemberRole('race', owner('bert'), 'anna', 'viewer'),
  ]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await getDb().member.count({ where: { workspaceId: 'race', role: 'owner' } })).toBe(1);
});

test('an admin manages everyone below owner and makes nobody owner', async () => {
  await addWorkspace('ranks', { boss: 'owner', deputy: 'admin', reader: 'viewer' });
  await changeMemberRole('ranks', admin('deputy'), 'reader', 'analyst');
  await expect(changeMemberRole('ranks', admin('deputy'), 'reader', 'owner')).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(changeMemberRole('ranks', admin('deputy'), 'boss', 'viewer')).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(removeMember('ranks', admin('deputy'), 'boss')).rejects.toMatchObject({ code: 'forbidden' });
  await removeMember('ranks', admin('deputy'), 'reader');
});

test('a viewer may leave but not remove anyone', async () => {
  await addWorkspace('leaving', { chief: 'owner', guest: 'viewer', guest2: 'viewer' });
  const guest = { userId: 'guest', role: 'viewer' } as const;
  await expect(removeMember('leaving', guest, 'guest2')).rejects.toMatchObject({ code: 'forbidden' });
  await removeMember('leaving', guest, 'guest');
});

test('F35 a member of another workspace is as unknown as nobody', async () => {
  await addWorkspace('here', { me: 'owner' });
  await addWorkspace('there', { them: 'owner', theirs: 'viewer' });
  await expect(changeMemberRole('here', owner('me'), 'theirs', 'admin')).rejects.toMatchObject({ code: 'not_found' });
  await expect(removeMember('here', owner('me'), 'theirs')).rejects.toMatchObject({ code: 'not_found' });
});

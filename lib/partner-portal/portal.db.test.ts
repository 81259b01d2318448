import { expect, test } from 'vitest';
import { getDb } from '@/lib/db/client';
import { writeKey } from '@/lib/page-key';
import { addWorkspace, withDatabase } from '@/lib/workspace/testing/with-database';
import { endPartnerSession, findPartnerSession } from './find-partner-session';
import { invitePartner, revokePartnerAccess } from './invite-partner';
import { loadPartnerAccess } from './load-partner-access';
import { loadPartnerPage } from './load-partner-page';
import { findPartnerInvitation, openPartnerSession } from './open-partner-session';

withDatabase();

const ORIGIN = 'https://hw.example';

async function addPartner(workspaceId: string, id: string): Promise<void> {
  await getDb().partner.create({ data: { workspaceId, id, name: `Partner ${id}`, email: `${id}@example.com` } });
}

let counted = 0;
async function addCommission(workspaceId: string, partnerId: string, more: object = {}): Promise<void> {
  const occurredAt = new Date('2026-10-01T12:00:00Z');
  await getDb().commission.create({
    data: {
      ...{
        workspaceId,
        partnerId,
        id: `com_${partnerId}_${counted++}`,
        livemode: true,
        ruleId: 'r',
        event: 'sale',
      },
      ...{
        connectionId: 'default',
        sourceId: `ch_${partnerId}`,
        ownerId: `cus_${partnerId}`,
        personId: 'secret@buyer.com',
      },
      ...{
        occurredAt,
        day: occurredAt,
        holdUntil: occurredAt,
        currency: 'usd',
        earningsMinor: 2000n,
        status: 'pending',
      },
      ...more,
    },
  });
  await getDb().ledgerOwner.upsert({
    where: { workspaceId_connectionId_id: { workspaceId, connectionId: 'default', id: `cus_${partnerId}` } },
    create: {
      ...{ workspaceId, connectionId: 'default', id: `cus_${partnerId}`, livemode: true, name: 'Secret Buyer' },
      ...{ email: 'secret@buyer.com', personId: 'secret@buyer.com', resolvedBy: 'email', identifiers: [], rivals: [] },
    },
    update: {},
  });
}

async function enter(workspaceId: string, partnerId: string): Promise<string> {
  const { token } = await invitePartner({ workspaceId, userId: 'owner' }, partnerId);
  return openPartnerSession(token);
}

test('an invitation works once and for a week; only hashes are stored; a new one takes its place', async () => {
  await addWorkspace('inv');
  await addPartner('inv', 'p1');
  const first = await invitePartner({ workspaceId: 'inv', userId: 'owner' }, 'p1');
  const second = await invitePartner({ workspaceId: 'inv', userId: 'owner' }, 'p1');
  expect(await findPartnerInvitation(first.token)).toBeNull();
  expect(await findPartnerInvitation(second.token)).toMatchObject({ partnerId: 'p1', partnerName: 'Partner p1' });
  // To look at it uses nothing up; of two who open it at once one is let in.
  const opened = await Promise.allSettled([openPartnerSession(second.token), openPartnerSession(second.token)]);
  expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await findPartnerInvitation(second.token)).toBeNull();
  const stored = JSON.stringify([await getDb().partnerInvitation.findMany(), await getDb().partnerSession.findMany()]);
  for (const { status, ...rest } of opened) {
    if (status === 'fulfilled' && 'value' in rest) expect(stored).not.toContain(rest.value);
  }
  expect(stored).not.toContain(second.token);

  const late = await invitePartner({ workspaceId: 'inv', userId: 'owner' }, 'p1');
  await getDb().partnerInvitation.updateMany({ where: { workspaceId: 'inv' }, data: { expiresAt: new Date() } });
  await expect(openPartnerSession(late.token)).rejects.toMatchObject({ code: 'not_found' });
  await expect(openPartnerSession('made-up')).rejects.toMatchObject({ code: 'not_found' });
});

test('access ends when it is revoked, left, too old, or the partner is archived', async () => {
  await addWorkspace('access');
  await addPartner('access', 'p1');
  const session = await enter('access', 'p1');
  const viewer = await findPartnerSession(session);
  expect(viewer).toMatchObject({ workspaceId: 'access', partnerId: 'p1' });
  expect((await loadPartnerAccess('access', 'p1')).sessions).toHaveLength(1);
  expect(await findPartnerSession(session, new Date(Date.now() + 91 * 86_400_000))).toBeNull();
  expect(await findPartnerSession(undefined)).toBeNull();
  expect(await findPartnerSession('x'.repeat(10_000))).toBeNull();

  await getDb().partner.updateMany({ where: { workspaceId: 'access' }, data: { archivedAt: new Date() } });
  expect(await findPartnerSession(session)).toBeNull();
  await expect(invitePartner({ workspaceId: 'access', userId: 'owner' }, 'p1')).rejects.toMatchObject({
    code: 'unprocessable',
  });
  await getDb().partner.updateMany({ where: { workspaceId: 'access' }, data: { archivedAt: null } });

  await addWorkspace('stranger');
  await expect(revokePartnerAccess('stranger', 'p1')).rejects.toMatchObject({ code: 'not_found' });
  await expect(invitePartner({ workspaceId: 'stranger', userId: 'owner' }, 'p1')).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await findPartnerSession(session)).not.toBeNull();
  const { token } = await invitePartner({ workspaceId: 'access', userId: 'owner' }, 'p1');
  await revokePartnerAccess('access', 'p1');
  expect(await findPartnerSession(session)).toBeNull();
  expect(await findPartnerInvitation(token)).toBeNull();
  const again = await enter('access', 'p1');
  const left = await findPartnerSession(again);
  if (left) await endPartnerSession(left);
  expect(await findPartnerSession(again)).toBeNull();
});

test('F35 a partner reads its own rows and nobody else’s, without who its customers are', async () => {
  await addWorkspace('own');
  await addWorkspace('elsewhere');
  for (const id of ['mine', 'other']) await addPartner('own', id);
  await addPartner('elsewhere', 'mine'); // the same id in another workspace
  await addCommission('own', 'mine', { paidMinor: 500n });
  await addCommission('own', 'mine', { sourceId: 'ch_fraud', status: 'fraud', earningsMinor: 0n });
  await addCommission('own', 'mine', { sourceId: 'ch_test', livemode: false, earningsMinor: 777_00n });
  await addCommission('own', 'other', { earningsMinor: 888_00n });
  await addCommission('elsewhere', 'mine', { earningsMinor: 999_00n });
  await getDb().payout.create({
    data: { workspaceId: 'own', id: 'pay_1', currency: 'usd', status: 'paid', note: 'internal', closedAt: new Date() },
  });
  for (const [partnerId, amountMinor] of [
    ['mine', 500n],
    ['other', 666_00n],
  ] as const) {
    await getDb().payoutItem.create({
      data: { workspaceId: 'own', payoutId: 'pay_1', partnerId, amountMinor, commissions: 1 },
    });
  }
  for (const partnerId of ['mine', 'other']) {
    await getDb().link.create({
      data: {
        workspaceId: 'own',
        id: `link_${partnerId}`,
        slug: `to-${partnerId}`,
        url: 'https://a.example',
        partnerId,
      },
    });
  }
  const viewer = await findPartnerSession(await enter('own', 'mine'));
  if (!viewer) throw new Error('nobody was let in');
  const page = await loadPartnerPage(viewer, { cursor: undefined, origin: ORIGIN });
  expect(page.totals).toEqual([{ currency: 'usd', earnedMinor: 2000, paidMinor: 500 }]);
  expect(page.links.map(({ shortUrl }) => shortUrl)).toEqual([`${ORIGIN}/r/to-mine`]);
  expect(page.commissions.map(({ standing }) => standing).sort()).toEqual(['not paid', 'pending']);
  expect(page.payouts).toMatchObject([{ amountMinor: 500 }]);
  expect(page.commissions[0]?.customer).toBe('S••• B•••');
  const text = JSON.stringify(page);
  for (const secret of [
    'Secret',
    'buyer.com',
    'cus_',
    'ch_',
    'other',
    'internal',
    'fraud',
    '88800',
    '99900',
    '77700',
    '66600',
  ]) {
    expect(text).not.toContain(secret);
  }
  // A cursor only ever chooses where to go on within one's own.
  const forged = Buffer.from(JSON.stringify(['9999-01-01 00:00:00+00', 'z'])).toString('base64url');
  const all = await loadPartnerPage(viewer, { cursor: forged, origin: ORIGIN });
  expect(all.commissions).toHaveLength(2);
  for (const cursor of ['%', writeKey(['x', 'y'])])
    await expect(loadPartnerPage(viewer, { cursor, origin: ORIGIN })).rejects.toMatchObject({ code: 'bad_request' });
});

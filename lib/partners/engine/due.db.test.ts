import { expect, test } from 'vitest';
import { getDb } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/in-transaction';
import { AttributionChanges } from '@/lib/inbox/attribution-changes';
import { addWorkspace, withDatabase } from '@/lib/workspace/testing/with-database';
import { settleCommissions } from './settle-commissions';

withDatabase();

const share = { touch: 'click', at: 0, weight: '1', campaign: '', source: '', medium: '', link: '', partner: 'ptn_1' };

test('what becomes due again while it is worked off stays due: nothing that is being written is missed', async () => {
  await addWorkspace('due');
  const data = { workspaceId: 'due', connectionId: 'default', ownerId: 'cus_1' };
  await getDb().commissionDue.create({ data });
  await inTransaction(async (tx) => {
    const changes = new AttributionChanges();
    const after = { model: 'last_touch' as const, shares: [share] };
    changes.add({ ownerId: 'cus_1', livemode: true, personId: 'p', before: null, after, sales: [] });
    await changes.settle(tx, { workspaceId: 'due', connectionId: 'default' }, 'facts');
    await settleCommissions(); // in a transaction of its own, which cannot see what this one wrote
    expect(await getDb().commissionDue.count({ where: data })).toBe(1);
  });
  await settleCommissions();
  expect(await getDb().commissionDue.count({ where: data })).toBe(0);
});

import { expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { withDatabase } from '@/lib/workspace/testing/with-database';
import { expiringKeys } from './expiring-keys';

withDatabase();

test('the first sign-ins of a fresh database may come at the same time', async () => {
  for (let round = 0; round < 40; round += 1) {
    await getPool().query('drop table if exists rate_limit');
    const openers = Array.from({ length: 6 }, (_, at) => expiringKeys({ prefix: `p${at}`, points: 5, seconds: 60 }));
    const left = await Promise.all(openers.map(async (open) => (await (await open()).consume('ada')).remainingPoints));
    expect(left).toEqual([4, 4, 4, 4, 4, 4]);
  }
});

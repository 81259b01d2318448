import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** Resolves when no stored event waits for the ledger. */
export async function untilProjected(client: pg.Client): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query("select from stripe_event where state = 'pending' limit 1");
    if (rowCount === 0) return;
    await sleep(50);
  }
}

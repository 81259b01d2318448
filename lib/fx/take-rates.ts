import { inTransaction } from '@/lib/db/in-transaction';
import { lockProjection } from '@/lib/db/projection-lock';
import { convertAgain } from './convert-again';
import { type DatedRate, type StoredRates, storeRates } from './store-rates';

/** Stores rates, and converts what they change, in one transaction: figures and rates never disagree. */
export function takeRates(workspaceId: string, rates: readonly DatedRate[], source: string): Promise<StoredRates> {
  return inTransaction(async (tx) => {
    await lockProjection(tx, workspaceId);
    const stored = await storeRates(workspaceId, rates, source, tx);
    await convertAgain(tx, workspaceId, stored);
    return stored;
  });
}

import type pg from 'pg';
import type { Definitions } from '@/lib/ledger/definitions';
import type { CreditRule } from './credit-touches';

/** Everything in a workspace that decides what its customers are credited to, beside what is known of each. */
export interface AttributionInForce {
  rule: CreditRule;
  /** Whether anything is known that a sale could be credited to; where nothing is, nobody is asked about it. */
  isUsed: boolean;
}

export async function loadAttributionInForce(
  tx: pg.ClientBase,
  workspaceId: string,
  { attributionModel, attributionWindowDays }: Definitions,
): Promise<AttributionInForce> {
  const any = await tx.query<{ used: boolean }>(
    'select exists (select from touchpoint where workspace_id = $1) as used',
    [workspaceId],
  );
  return {
    rule: { model: attributionModel, windowDays: attributionWindowDays },
    isUsed: any.rows[0]?.used ?? false,
  };
}

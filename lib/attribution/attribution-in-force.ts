import type pg from 'pg';
import type { Definitions } from '@/lib/ledger/definitions';
import type { CreditRule } from './credit-touches';

/** Everything in a workspace that decides what its customers are credited to, beside what is known of each. */
export interface AttributionInForce {
  rule: CreditRule;
  /** Whether anything is known that a sale could be credited to; where nothing is, nobody is asked about it. */
  isUsed: boolean;
  /** Whose promotion code it is: `keyOfCode` → partner. */
  partners: ReadonlyMap<string, string>;
}

export const keyOfCode = (connectionId: string, promotionCode: string) => `${connectionId} ${promotionCode}`;

export async function loadAttributionInForce(
  tx: pg.ClientBase,
  workspaceId: string,
  { attributionModel, attributionWindowDays }: Definitions,
): Promise<AttributionInForce> {
  const any = await tx.query<{ used: boolean }>(
    'select exists (select from touchpoint where workspace_id = $1) as used',
    [workspaceId],
  );
  const codes = await tx.query<{ connection_id: string; code: string; partner_id: string }>(
    'select connection_id, promotion_code_id as code, partner_id from partner_code where workspace_id = $1',
    [workspaceId],
  );
  return {
    rule: { model: attributionModel, windowDays: attributionWindowDays },
    isUsed: (any.rows[0]?.used ?? false) || codes.rows.length > 0,
    partners: new Map(codes.rows.map((row) => [keyOfCode(row.connection_id, row.code), row.partner_id])),
  };
}

import type { AttributionInForce } from '@/lib/attribution/attribution-in-force';
import type { IdentityInForce } from '@/lib/identity/identity-in-force';
import type { Definitions } from '@/lib/ledger/definitions';
import type { RateTable } from '@/lib/money/rates';

export interface FoldSettings {
  workspaceId: string;
  currency: string;
  timeZone: string;
  weekStart: 'monday' | 'sunday';
  rates: RateTable;
  definitions: Definitions;
  /** Keys of customer metadata that reports are divided by. */
  metadataKeys: readonly string[];
  /** What decides who customers are. */
  identity: IdentityInForce;
  /** What decides to what their sales are credited. */
  attribution: AttributionInForce;
}

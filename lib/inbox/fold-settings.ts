import type { IdentityRule } from '@/lib/identity/types';
import type { RateTable } from '@/lib/money/rates';

export interface FoldSettings {
  workspaceId: string;
  currency: string;
  timeZone: string;
  weekStart: 'monday' | 'sunday';
  rates: RateTable;
  /** Identity rules per connection. */
  rules: (connectionId: string) => readonly IdentityRule[];
}

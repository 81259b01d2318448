import type { Metadata } from '../core/params';

export interface ConnectedAccount {
  readonly id: string;
  readonly object: 'account';
  readonly charges_enabled: boolean;
  readonly country: string;
  readonly created: number;
  readonly default_currency: string;
  readonly details_submitted: boolean;
  readonly email: string | null;
  readonly metadata: Metadata;
  readonly payouts_enabled: boolean;
  readonly type: 'custom' | 'express' | 'standard';
}

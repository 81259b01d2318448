import type { Metadata } from '../core/params';

const CONSTANTS = {
  flat_amount: null,
  jurisdiction_level: null,
  rate_type: 'percentage',
} as const;

export type TaxRate = typeof CONSTANTS & {
  readonly id: string;
  readonly object: 'tax_rate';
  readonly active: boolean;
  readonly country: string | null;
  readonly created: number;
  readonly description: string | null;
  readonly display_name: string;
  readonly effective_percentage: number;
  readonly inclusive: boolean;
  readonly jurisdiction: string | null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly percentage: number;
  readonly state: string | null;
  readonly tax_type: string | null;
};

export type TaxRateFields = Omit<TaxRate, keyof typeof CONSTANTS | 'object'>;

export const newTaxRate = (fields: TaxRateFields): TaxRate => ({
  object: 'tax_rate',
  ...fields,
  ...CONSTANTS,
});

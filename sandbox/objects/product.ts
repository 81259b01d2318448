import type { Metadata } from '../core/params';

const CONSTANTS = {
  marketing_features: [] as readonly { name?: string }[],
  package_dimensions: null,
  tax_details: null,
  type: 'service',
} as const;

export type Product = typeof CONSTANTS & {
  readonly id: string;
  readonly object: 'product';
  readonly active: boolean;
  readonly created: number;
  readonly default_price: string | null;
  readonly description: string | null;
  readonly images: readonly string[];
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly name: string;
  readonly shippable: boolean | null;
  readonly statement_descriptor: string | null;
  readonly tax_code: string | null;
  readonly unit_label: string | null;
  readonly updated: number;
  readonly url: string | null;
};

export type ProductFields = Omit<Product, keyof typeof CONSTANTS | 'object'>;

export const newProduct = (fields: ProductFields): Product => ({
  object: 'product',
  ...fields,
  ...CONSTANTS,
});

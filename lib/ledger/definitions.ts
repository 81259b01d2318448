/**
 * What counts, and how: the choices of definitions.md ("Settings and defaults") on which ledger rows depend. A change
 * means that every customer is folded again. Choices of presentation (what a rate is divided by, which day a refund
 * counts on) are report parameters and not in here.
 */
export interface Definitions {
  /** Months in a week: 12/52, "4 weeks are a month", or by days. */
  weekBasis: '12/52' | '12/48' | '84/365';
  dayBasis: '12/365' | '1/30';
  /** Which discounts MRR is net of. */
  discounts: 'recurring' | 'none' | 'forever' | 'all';
  /** What a metered item counts, as a series of its own that is part of MRR. */
  usage: 'none' | 'last_closed_invoice' | 'trailing_3_invoices_average';
  inclusiveTax: 'excluded' | 'included';
  /** MRR in another currency: at the rate of each day, or of the day the subscription began. */
  mrrFx: 'rate_at_t' | 'locked_at_start';
  activeFrom: 'status' | 'first_payment';
  /** Days after which a past-due subscription has churned; null: never. 0…90. */
  pastDueGraceDays: number | null;
  pausedCollection: 'auto' | 'in' | 'out';
  churnAt: 'ended' | 'requested';
  /** Trials: days after the trial's end within which a payment converts it; null: any. */
  convertedWithinDays: number | null;
  /** Days after its conversion within which a full refund takes a trial's conversion back; null: never. */
  refundUnconverts: number | null;
  freeConversionCounts: boolean;
  /** Which trials of one customer count. */
  trialsPerCustomer: 'first' | 'all';
  /** When revenue counts: when it was paid, or spread over the period it was paid for. */
  revenueTiming: 'paid' | 'accrual';
  /** At which rate a sale is converted for good. */
  saleFx: 'sale_date' | 'latest_at_ingest';
  /** How a sale is credited to the touches before its customer's first one: lib/attribution/credit-touches.ts. */
  attributionModel: AttributionModel;
  /** Days before the first sale within which a touch counts. 1…365. */
  attributionWindowDays: number;
  /** The start of a free trial is a lead. */
  trialsAsLeads: boolean;
  /** As many leads as units are provisioned on trial. */
  quantityAsLeads: boolean;
}

export const ATTRIBUTION_MODELS = [
  'last_touch',
  'first_touch',
  'last_non_direct',
  'linear',
  'position_based',
  'time_decay',
] as const;
export type AttributionModel = (typeof ATTRIBUTION_MODELS)[number];

export const DEFAULT_DEFINITIONS: Definitions = {
  weekBasis: '12/52',
  dayBasis: '12/365',
  discounts: 'recurring',
  usage: 'none',
  inclusiveTax: 'excluded',
  mrrFx: 'rate_at_t',
  activeFrom: 'status',
  pastDueGraceDays: null,
  pausedCollection: 'auto',
  churnAt: 'ended',
  convertedWithinDays: null,
  refundUnconverts: null,
  freeConversionCounts: false,
  trialsPerCustomer: 'first',
  revenueTiming: 'paid',
  saleFx: 'sale_date',
  attributionModel: 'last_touch',
  attributionWindowDays: 90,
  trialsAsLeads: false,
  quantityAsLeads: false,
};

/** Named after what they imitate; they do not promise equality with that product (definitions, golden set G1). */
export const PRESETS = {
  default: { label: 'Default', changes: {} },
  'stripe-classic': {
    label: 'Stripe-classic',
    changes: { discounts: 'forever', churnAt: 'requested', pausedCollection: 'in' },
  },
  'stripe-all-discounts': {
    label: 'Stripe-all-discounts',
    changes: { discounts: 'all', churnAt: 'ended', pausedCollection: 'in' },
  },
  'profitwell-like': { label: 'ProfitWell-like', changes: { discounts: 'all', pausedCollection: 'out' } },
  'revenuecat-like': {
    label: 'RevenueCat-like',
    changes: {
      weekBasis: '12/48',
      discounts: 'all',
      inclusiveTax: 'included',
      mrrFx: 'locked_at_start',
      pausedCollection: 'in',
    },
  },
} as const satisfies Record<string, { label: string; changes: Partial<Definitions> }>;

export type PresetId = keyof typeof PRESETS;
export const PRESET_IDS = [
  'default',
  'stripe-classic',
  'stripe-all-discounts',
  'profitwell-like',
  'revenuecat-like',
] as const satisfies readonly PresetId[];

/** All definitions of a preset: the defaults, with its changes. */
export const definitionsOf = (preset: PresetId): Definitions => ({
  ...DEFAULT_DEFINITIONS,
  ...PRESETS[preset].changes,
});

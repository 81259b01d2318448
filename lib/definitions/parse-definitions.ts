import { z } from 'zod';
import { ATTRIBUTION_MODELS, DEFAULT_DEFINITIONS, type Definitions } from '@/lib/ledger/definitions';

const days = (most: number) => z.int().min(0).max(most).nullable();

/** Every choice and its values (definitions.md, "Settings and defaults"). */
export const definitionsShape = z.strictObject({
  weekBasis: z.enum(['12/52', '12/48', '84/365']),
  dayBasis: z.enum(['12/365', '1/30']),
  discounts: z.enum(['recurring', 'none', 'forever', 'all']),
  usage: z.enum(['none', 'last_closed_invoice', 'trailing_3_invoices_average']),
  inclusiveTax: z.enum(['excluded', 'included']),
  mrrFx: z.enum(['rate_at_t', 'locked_at_start']),
  activeFrom: z.enum(['status', 'first_payment']),
  pastDueGraceDays: days(90),
  pausedCollection: z.enum(['auto', 'in', 'out']),
  churnAt: z.enum(['ended', 'requested']),
  convertedWithinDays: days(365),
  refundUnconverts: days(365),
  freeConversionCounts: z.boolean(),
  trialsPerCustomer: z.enum(['first', 'all']),
  revenueTiming: z.enum(['paid', 'accrual']),
  saleFx: z.enum(['sale_date', 'latest_at_ingest']),
  attributionModel: z.enum(ATTRIBUTION_MODELS),
  attributionWindowDays: z.int().min(1).max(365),
  trialsAsLeads: z.boolean(),
  quantityAsLeads: z.boolean(),
}) satisfies z.ZodType<Definitions>;

/** Definitions as stored: null is all defaults, and a choice that was added since has its default. */
export const parseDefinitions = (stored: unknown): Definitions =>
  definitionsShape.parse({ ...DEFAULT_DEFINITIONS, ...z.looseObject({}).parse(stored ?? {}) });

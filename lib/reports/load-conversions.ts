import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { type Conversion, type ConversionKind, latestConversions } from '@/lib/metrics/latest-conversions';
import { canFilterBy, dimensionsOf } from '@/lib/metrics/metric';
import { keyText, readKey, writeKey } from '@/lib/page-key';
import { findMetric } from './build-scope';
import {
  CONVERSION_KINDS,
  type ConversionEvent,
  type ConversionEventKind,
  type ConversionPage,
} from './conversion-shapes';
import { toNumber } from './to-number';
import type { Account, ReportParams } from './types';

export const conversionQuery = z.object({
  kind: z.enum(CONVERSION_KINDS).optional(),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const SOURCES: Record<ConversionEventKind, readonly ConversionKind[]> = {
  click: ['clicks'],
  lead: ['leads'],
  sale: ['stripe', 'tracked'],
};

/**
 * Clicks, leads and sales, the newest first, of all days. Throws `bad_request` for a filter that they do not have and for a
 * cursor that is none.
 */
export async function loadConversions(
  account: Account,
  { mode, filters }: Pick<ReportParams, 'mode' | 'filters'>,
  { kind, cursor, limit }: z.output<typeof conversionQuery>,
): Promise<ConversionPage> {
  const dimensions = dimensionsOf(findMetric('clicks'), account.metadataKeys);
  for (const { dimension } of filters)
    if (!canFilterBy(dimensions, dimension))
      throw new AppError('bad_request', `filter[${dimension}]: these have no ${dimension}.`, `filter[${dimension}]`);
  const before = readKey(cursor, cursorShape);
  const scope = { workspaceId: account.workspaceId, livemode: mode === 'live', filters };
  const kinds = CONVERSION_KINDS.filter((known) => kind === undefined || known === kind);
  const found = await Promise.all(
    kinds.flatMap((of) =>
      SOURCES[of].map(async (source) =>
        (await latestConversions(scope, source, before, limit + 1)).map((row) => ({ of, row })),
      ),
    ),
  );
  const rows = found.flat().sort((a, b) => newestFirst(a.row, b.row));
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.row;
  return {
    events: page.map(({ of, row }) => toEvent(of, row)),
    nextCursor: rows.length > limit && last ? writeKey([last.at, last.key]) : null,
  };
}

const newestFirst = (a: Conversion, b: Conversion) => (a.at === b.at ? (a.key < b.key ? 1 : -1) : a.at < b.at ? 1 : -1);

const cursorShape = z.tuple([z.iso.datetime({ precision: 6 }), keyText]);

function toEvent(kind: ConversionEventKind, row: Conversion): ConversionEvent {
  return {
    id: row.key,
    kind,
    at: row.at,
    title: titleOf(kind, row),
    who: row.name || row.externalId,
    person: row.personId,
    link: row.slug === null ? '' : `/r/${row.slug}`,
    campaign: row.campaign,
    source: row.source,
    medium: row.medium,
    quantity: Number(row.quantity),
    amountMinor: toNumber(row.minor),
    currency: row.currency,
  };
}

/** A click is told with its country, a lead or a sale by the name of its event. */
function titleOf(kind: ConversionEventKind, { words, part }: Conversion): string {
  if (kind === 'click') return words ? `Click from ${words}` : 'Click';
  return kind === 'lead' && part !== 'manual' ? `${words}, from the ${part} at Stripe` : words;
}

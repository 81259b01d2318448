import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/reports/get-json';
import type { ReconciliationRows } from '@/lib/reports/load-reconciliation-rows';

const object = z.object({ type: z.string(), id: z.string(), url: z.string() });
const problem = z.enum([
  'not in the ledger',
  'another amount in the ledger',
  'another fee in the ledger',
  'not in the balance',
]);

const rows = z.object({
  rows: z.array(
    z.object({
      day: z.string(),
      category: z.string(),
      currency: z.string(),
      problem: problem.nullable(),
      transaction: z
        .object({
          connectionId: z.string(),
          object,
          source: object.nullable(),
          amountMinor: z.number(),
          feeMinor: z.number(),
        })
        .nullable(),
      ledger: z.array(
        z.object({
          entryId: z.string(),
          customerId: z.string(),
          measure: z.string(),
          day: z.string(),
          currency: z.string(),
          amountMinor: z.number(),
          objects: z.array(object),
        }),
      ),
    }),
  ),
  more: z.number(),
}) satisfies z.ZodType<ReconciliationRows>;

/** Both sides of a line ("2026-03-01:charge:usd", of all its categories "2026-03-01::usd") or of a payout. */
export const rowsQuery = (sides: string, mode: 'live' | 'test', connection: string | null) =>
  queryOptions({
    queryKey: ['reconciliation', 'rows', sides, mode, connection],
    queryFn: ({ signal }) => {
      const [day = '', category = '', currency = ''] = sides.split(':');
      const of = sides.includes(':') ? { day, category, currency } : { payout: sides };
      const asked = { ...of, mode, connection: connection ?? '' };
      const search = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''));
      return getJson(`/api/v1/reconciliation/rows?${search}`, rows, signal);
    },
  });

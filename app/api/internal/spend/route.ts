import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { isCurrency } from '@/lib/money/currencies';
import { loadSpend, spendQuery } from '@/lib/spend/load-spend';
import { guessColumns, parseSpendCsv, SPEND_FIELDS } from '@/lib/spend/parse-spend-csv';
import { previewSpend } from '@/lib/spend/preview-spend';
import { saveSpend } from '@/lib/spend/save-spend';

const file = z.object({
  csv: z.string().trim().min(1, 'Paste or choose a CSV first.'),
  columns: z.partialRecord(z.enum(SPEND_FIELDS), z.string()).optional(),
  currency: z.string().toLowerCase().refine(isCurrency, 'Choose a currency.').optional(),
  dryRun: z.boolean().default(false),
});

export const GET = query(nothing, ({ viewer, search }) =>
  loadSpend(viewer.account.workspaceId, spendQuery.parse(Object.fromEntries(search))),
);

export const POST = mutation(
  { role: 'analyst', body: file, params: nothing },
  async ({ viewer, body: { csv, columns, currency, dryRun } }) =>
    dryRun
      ? previewSpend(csv, columns, currency)
      : saveSpend(
          { workspaceId: viewer.account.workspaceId, userId: viewer.user.id },
          parseSpendCsv(csv, { columns: columns ?? guessColumns(csv).columns, currency }),
        ),
);

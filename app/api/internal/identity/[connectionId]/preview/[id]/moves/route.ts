import { z } from 'zod';
import { query } from '@/app/_http/query';
import { loadPreviewMoves } from '@/lib/identity/preview/load-preview';

const params = z.object({ connectionId: z.string(), id: z.string() });
const question = z.object({ search: z.string().max(200).optional(), cursor: z.string().max(500).optional() });

export const GET = query(
  params,
  ({ viewer, params, search }) =>
    loadPreviewMoves(
      { workspaceId: viewer.account.workspaceId, ...params },
      question.parse(Object.fromEntries(search)),
    ),
  'admin',
);

import { z } from 'zod';
import { query } from '@/app/_http/query';
import { loadMessages } from '@/lib/webhooks/load-messages';

const params = z.object({ id: z.string() });
const cursor = z
  .string()
  .regex(/^\d{1,18}$/)
  .nullable();

export const GET = query(
  params,
  ({ viewer, params: { id }, search }) =>
    loadMessages(viewer.account.workspaceId, id, cursor.parse(search.get('cursor'))),
  'admin',
);

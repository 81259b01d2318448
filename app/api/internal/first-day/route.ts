import { z } from 'zod';
import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { loadFirstDay } from '@/lib/reports/load-first-day';

const mode = z.enum(['live', 'test']).catch('live');

export const GET = query(nothing, async ({ viewer, search }) => ({
  day: await loadFirstDay(viewer.account.workspaceId, mode.parse(search.get('mode'))),
}));

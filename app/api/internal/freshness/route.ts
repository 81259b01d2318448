import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { loadFreshness } from '@/lib/workspace/load-freshness';

export const GET = query(nothing, ({ viewer }) => loadFreshness(viewer.account.workspaceId));

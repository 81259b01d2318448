import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { loadSteps } from '@/lib/links/load-steps';

/** How far clicks have come on their way to money. */
export const GET = query(nothing, async ({ viewer }) => loadSteps(viewer.account.workspaceId));

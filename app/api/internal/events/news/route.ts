import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { loadEventNews } from '@/lib/workspace/load-event-news';

export const GET = query(nothing, ({ viewer }) => loadEventNews(viewer.account.workspaceId));

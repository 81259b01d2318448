import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { loadBalanceBadge } from '@/lib/reports/load-balance-badge';

export const GET = query(nothing, ({ viewer, search }) => loadBalanceBadge(viewer.account, Object.fromEntries(search)));

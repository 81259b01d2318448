import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { previewPayouts } from '@/lib/partners/payouts/preview-payouts';

export const GET = query(nothing, ({ viewer }) => previewPayouts(viewer.account.workspaceId));

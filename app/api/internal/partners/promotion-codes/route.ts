import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { listPromotionCodes } from '@/lib/partners/partners/partner-codes';

export const GET = query(nothing, ({ viewer }) => listPromotionCodes(viewer.account.workspaceId));

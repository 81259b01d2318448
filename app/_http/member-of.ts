import type { Viewer } from '@/app/_session/require-viewer';
import type { By } from '@/lib/partners/by';

/** The member who asks, as whoever does something is noted. */
export const memberOf = ({ account, user }: Viewer): By => ({ workspaceId: account.workspaceId, userId: user.id });

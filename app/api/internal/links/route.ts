import { mutation, nothing } from '@/app/_http/mutation';
import { publicOrigin } from '@/app/_session/public-origin';
import { describeLink } from '@/lib/links/describe-link';
import { linkInput } from '@/lib/links/link-input';
import { createLink } from '@/lib/links/save-link';

export const POST = mutation({ body: linkInput, params: nothing, role: 'analyst' }, async ({ viewer, body }) => {
  const link = await createLink({ workspaceId: viewer.account.workspaceId, userId: viewer.user.id }, body);
  return describeLink(link, await publicOrigin());
});

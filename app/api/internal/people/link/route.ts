import { mutation, nothing } from '@/app/_http/mutation';
import { linkInput } from '@/lib/identity/actions/action-inputs';
import { linkCustomer } from '@/lib/identity/pins/link-customer';

export const POST = mutation({ role: 'admin', body: linkInput, params: nothing }, ({ viewer, body }) =>
  linkCustomer({ workspaceId: viewer.account.workspaceId, userId: viewer.user.id }, body),
);

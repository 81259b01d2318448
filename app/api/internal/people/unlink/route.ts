import { mutation, nothing } from '@/app/_http/mutation';
import { customerInput } from '@/lib/identity/actions/action-inputs';
import { unlinkCustomer } from '@/lib/identity/pins/link-customer';

export const POST = mutation({ role: 'admin', body: customerInput, params: nothing }, ({ viewer, body }) =>
  unlinkCustomer({ workspaceId: viewer.account.workspaceId, userId: viewer.user.id }, body),
);

import { cookies, headers } from 'next/headers';
import { mutation, nothing } from '@/app/_http/mutation';
import { setOpenWorkspace } from '@/app/_session/set-open-workspace';
import { createWorkspace, newWorkspace } from '@/lib/workspace/create-workspace';

export const POST = mutation({ role: 'owner', body: newWorkspace, params: nothing }, async ({ viewer, body }) => {
  const { id } = await createWorkspace(viewer.user.id, body);
  setOpenWorkspace(await cookies(), await headers(), id);
  return { id };
});

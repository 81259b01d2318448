import { cookies, headers } from 'next/headers';
import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { setOpenWorkspace } from '@/app/_session/set-open-workspace';
import { AppError } from '@/lib/errors';

const choice = z.object({ id: z.string() });

export const POST = mutation({ role: 'viewer', body: choice, params: nothing }, async ({ viewer, body }) => {
  if (!viewer.workspaces.some(({ id }) => id === body.id)) {
    throw new AppError('not_found', 'There is no such workspace.');
  }
  setOpenWorkspace(await cookies(), await headers(), body.id);
});

import { cookies, headers } from 'next/headers';
import { z } from 'zod';
import { nothing, sessionMutation } from '@/app/_http/mutation';
import { setOpenWorkspace } from '@/app/_session/set-open-workspace';
import { acceptInvitationAs } from '@/lib/workspace/accept-invitation';

const acceptance = z.object({ token: z.string().max(200) });

export const POST = sessionMutation({ body: acceptance, params: nothing }, async ({ session, body }) => {
  const { workspaceId } = await acceptInvitationAs(body.token, session.user);
  setOpenWorkspace(await cookies(), await headers(), workspaceId);
});

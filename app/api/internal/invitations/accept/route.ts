import { z } from 'zod';
import { nothing, publicMutation } from '@/app/_http/mutation';
import { acceptInvitation } from '@/lib/workspace/accept-invitation';
import { personName } from '@/lib/workspace/create-first-owner';

const acceptance = z.object({ token: z.string().max(200), name: personName.default(''), password: z.string() });

export const POST = publicMutation({ body: acceptance, params: nothing }, async ({ body }) => {
  const { email } = await acceptInvitation(body);
  return { email };
});

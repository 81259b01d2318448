import { z } from 'zod';
import { nothing, sessionMutation } from '@/app/_http/mutation';
import { changePassword } from '@/lib/workspace/change-password';

const passwords = z.object({ current: z.string().max(4096), next: z.string() });

export const POST = sessionMutation({ body: passwords, params: nothing }, ({ session, body }) =>
  changePassword(session.user.id, body),
);

import { nothing, sessionMutation } from '@/app/_http/mutation';
import { endAllSessions } from '@/lib/auth/end-session';

export const POST = sessionMutation({ body: nothing, params: nothing }, ({ session }) =>
  endAllSessions(session.user.id),
);

import { notFound, redirect } from 'next/navigation';
import { checkOrigin } from '@/lib/auth/check-origin';
import { hasUsers } from '@/lib/auth/has-users';
import { type Role, roleAtLeast } from '@/lib/auth/roles';
import { AppError } from '@/lib/errors';
import { findViewer, type Viewer } from './find-viewer';

export type { Viewer };

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** For pages: sends strangers to the sign-in screen (or first-run set-up) and hides what the role may not see. */
export async function requireViewer(minimumRole: Role = 'viewer'): Promise<Viewer> {
  const viewer = await findViewer();
  if (!viewer) redirect((await hasUsers()) ? '/sign-in' : '/setup');
  if (!roleAtLeast(viewer.role, minimumRole)) notFound();
  return viewer;
}

/** For JSON routes that a browser session may use: throws instead of redirecting; a change must come from our pages. */
export async function requireApiViewer(request: Request, minimumRole: Role = 'viewer'): Promise<Viewer> {
  if (!SAFE_METHODS.includes(request.method)) checkOrigin(request.headers);
  const viewer = await findViewer();
  if (!viewer) throw new AppError('unauthenticated', 'Sign in first.');
  if (!roleAtLeast(viewer.role, minimumRole)) throw new AppError('forbidden', 'Your role does not allow this.');
  return viewer;
}

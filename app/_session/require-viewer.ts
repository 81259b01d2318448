import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { checkOrigin } from '@/lib/auth/check-origin';
import { hasUsers } from '@/lib/auth/has-users';
import { type Role, roleAtLeast } from '@/lib/auth/roles';
import { safePath } from '@/lib/auth/safe-path';
import { AppError } from '@/lib/errors';
import { findViewer, type Viewer } from './find-viewer';
import { PATH_HEADER } from './path-header';

export type { Viewer };

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** For pages: sends strangers to the sign-in screen (or first-run set-up) and hides what the role may not see. */
export async function requireViewer(minimumRole: Role = 'viewer'): Promise<Viewer> {
  const viewer = await findViewer();
  if (!viewer) redirect(await entrance());
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

async function entrance(): Promise<string> {
  if (!(await hasUsers())) return '/setup';
  const path = safePath((await headers()).get(PATH_HEADER));
  return path === '/' ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(path)}`;
}

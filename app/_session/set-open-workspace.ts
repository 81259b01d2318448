import type { cookies } from 'next/headers';
import { WORKSPACE_COOKIE } from './find-viewer';
import { isSecureRequest } from './session-cookie';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export function setOpenWorkspace(
  jar: Awaited<ReturnType<typeof cookies>>,
  headers: { get(name: string): string | null },
  workspaceId: string,
): void {
  const secure = isSecureRequest(headers);
  jar.set(WORKSPACE_COOKIE, workspaceId, { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: YEAR_SECONDS });
}

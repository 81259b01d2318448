import type { MemberRow } from '@/lib/workspace/load-members';

export type ViewerRole = MemberRow['role'];

/** Which roles someone may give and take; the server decides again. */
export function assignableRoles(viewer: ViewerRole): ViewerRole[] {
  if (viewer === 'owner') return ['owner', 'admin', 'analyst', 'viewer'];
  return viewer === 'admin' ? ['admin', 'analyst', 'viewer'] : [];
}

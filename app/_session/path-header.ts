/** Carries the requested path from proxy.ts to the pages, for "return here after signing in". */
export const PATH_HEADER = 'x-headwater-path';

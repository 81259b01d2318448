import { readFileSync } from 'node:fs';

type Manifest = Record<string, string>;

/** Every address of the build under test, as `next build` wrote them down: "/api/internal/members/[userId]". */
function readRoutes(kind: 'page' | 'route'): string[] {
  const manifest: Manifest = JSON.parse(readFileSync('.next/app-path-routes-manifest.json', 'utf8'));
  return Object.entries(manifest)
    .filter(([source]) => source.endsWith(`/${kind}`))
    .map(([, address]) => address)
    .filter((address) => !NOT_OURS.includes(address))
    .sort();
}

/** Next's own, and files. */
const NOT_OURS = ['/_not-found', '/_global-error', '/icon.svg', '/favicon.ico'];

export const pages = (): string[] => readRoutes('page');
export const routes = (): string[] => readRoutes('route');

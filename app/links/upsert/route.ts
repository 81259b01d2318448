import { dubRoute } from '@/app/_http/dub-route';
import { upsertDubLink } from '@/lib/links/dub/dub-links';

export const PUT = dubRoute(async ({ caller, body }) => upsertDubLink(caller, await body()));

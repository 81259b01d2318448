import { dubRoute } from '@/app/_http/dub-route';
import { createManyDubLinks, deleteManyDubLinks, updateManyDubLinks } from '@/lib/links/dub/dub-bulk';

export const POST = dubRoute(async ({ caller, body }) => createManyDubLinks(caller, await body()));

export const PATCH = dubRoute(async ({ caller, body }) => updateManyDubLinks(caller, await body()));

export const DELETE = dubRoute(({ caller, search }) => deleteManyDubLinks(caller, search.get('linkIds') ?? ''));

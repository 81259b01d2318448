import { dubRoute } from '@/app/_http/dub-route';
import { deleteDubLink, updateDubLink } from '@/lib/links/dub/dub-links';

const update = dubRoute(async ({ caller, id, body }) => updateDubLink(caller, id, await body()));

export { update as PATCH, update as PUT };

export const DELETE = dubRoute(({ caller, id }) => deleteDubLink(caller, id));

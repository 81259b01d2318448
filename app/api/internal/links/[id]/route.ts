import { z } from 'zod';
import { mutation } from '@/app/_http/mutation';
import { publicOrigin } from '@/app/_session/public-origin';
import { deleteUnclicked } from '@/lib/links/delete-link';
import { describeLink } from '@/lib/links/describe-link';
import { linkPatch } from '@/lib/links/link-input';
import { updateLink } from '@/lib/links/save-link';

const params = z.object({ id: z.string() });

export const PATCH = mutation({ body: linkPatch, params, role: 'analyst' }, async ({ viewer, body, params: { id } }) =>
  describeLink(await updateLink(viewer.account.workspaceId, id, body), await publicOrigin()),
);

export const DELETE = mutation({ body: z.object({}), params, role: 'analyst' }, ({ viewer, params: { id } }) =>
  deleteUnclicked(viewer.account.workspaceId, id),
);

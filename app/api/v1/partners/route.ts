import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { writer } from '@/app/_http/writer';
import { partnerInput, partnerQuery } from '@/lib/partners/inputs';
import { listPartners, loadPartner } from '@/lib/partners/partners/list-partners';
import { createPartner } from '@/lib/partners/partners/save-partner';

export const GET = reader(nothing, async ({ account, search }) => ({
  json: await listPartners(account.workspaceId, partnerQuery.parse(search)),
}));

export const POST = writer({ body: partnerInput, params: nothing, status: 201 }, async ({ workspaceId, body }) => {
  const { id } = await createPartner({ workspaceId, userId: null }, body);
  return loadPartner(workspaceId, id, 'live');
});

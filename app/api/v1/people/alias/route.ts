import { nothing } from '@/app/_http/mutation';
import { writer } from '@/app/_http/writer';
import { addAlias } from '@/lib/identity/aliases/add-alias';
import { aliasRequest } from '@/lib/identity/aliases/alias-request';

export const POST = writer(
  { body: aliasRequest, params: nothing },
  async ({ workspaceId, body: { alias, to, mode } }) => {
    const done = await addAlias({ workspaceId, userId: null }, { alias, to, livemode: mode === 'live' });
    return { ...done, mode };
  },
);

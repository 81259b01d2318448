import { z } from 'zod';
import { resourceMissing } from '../core/errors';
import { mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { ConnectedAccount } from '../objects/connected-account';

const createParams = z.looseObject({
  country: text.optional(),
  email: text.optional(),
  metadata: metadata.optional(),
  type: z.enum(['custom', 'express', 'standard']).optional(),
});

/** Accounts that are connected to this one as a platform: enough for them to come, change and leave. */
export const connectedAccountRoutes = [
  route('POST', '/v1/accounts', createParams, create),
  route('POST', '/v1/accounts/:id', z.strictObject({ metadata: metadata.optional() }), (sandbox, params, id) => {
    const before = findAccount(sandbox, id);
    const labels = mergeMetadata(before.metadata, params.metadata);
    return change(sandbox, sandbox.store.connectedAccounts, before, { metadata: labels }, 'account.updated');
  }),
  route('DELETE', '/v1/accounts/:id', z.strictObject({}), (sandbox, _params, id) => {
    findAccount(sandbox, id);
    sandbox.store.connectedAccounts.remove(id);
    const { accountId, accountName } = sandbox.settings;
    // The application that lost its access is the platform's own.
    const application = { id: accountId.replace('acct_', 'ca_'), object: 'application', name: accountName };
    sandbox.emit('account.application.deauthorized', application);
    return { id, object: 'account', deleted: true };
  }),
];

function findAccount(sandbox: Sandbox, id: string): ConnectedAccount {
  const account = sandbox.store.connectedAccounts.get(id);
  if (!account) throw resourceMissing('account', id);
  return account;
}

function create(sandbox: Sandbox, params: z.output<typeof createParams>): ConnectedAccount {
  return sandbox.store.connectedAccounts.add({
    id: sandbox.ids.next('acct'),
    object: 'account',
    charges_enabled: false,
    country: params.country ?? sandbox.settings.country,
    created: sandbox.time(),
    default_currency: sandbox.settings.currency,
    details_submitted: false,
    email: params.email ?? null,
    metadata: mergeMetadata({}, params.metadata),
    payouts_enabled: false,
    type: params.type ?? 'standard',
  });
}

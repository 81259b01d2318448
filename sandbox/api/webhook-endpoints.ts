import { z } from 'zod';
import { resourceMissing } from '../core/errors';
import { hashText } from '../core/ids';
import { listPage, paging } from '../core/list';
import { clearable, flag, listOf, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import type { Sandbox } from '../core/sandbox';
import type { WebhookEndpoint } from '../objects/webhook-endpoint';
import { checkVersion } from '../versions/api-version';

const createParams = z.strictObject({
  api_version: text.optional(),
  connect: flag.optional(),
  description: clearable(text).optional(),
  enabled_events: listOf(text),
  metadata: metadata.optional(),
  url: text,
});
const updateParams = z.strictObject({
  description: clearable(text).optional(),
  disabled: flag.optional(),
  enabled_events: listOf(text).optional(),
  metadata: metadata.optional(),
  url: text.optional(),
});

export const webhookEndpointRoutes = [
  route('POST', '/v1/webhook_endpoints', createParams, create),
  route('GET', '/v1/webhook_endpoints', z.strictObject(paging), (sandbox, params) =>
    listPage(sandbox.store.webhookEndpoints, params, {
      url: '/v1/webhook_endpoints',
      kind: 'webhook endpoint',
      createdOf: ({ created }) => created,
    }),
  ),
  route('GET', '/v1/webhook_endpoints/:id', z.strictObject({}), (sandbox, _params, id) => findEndpoint(sandbox, id)),
  route('POST', '/v1/webhook_endpoints/:id', updateParams, update),
  route('DELETE', '/v1/webhook_endpoints/:id', z.strictObject({}), (sandbox, _params, id) => {
    findEndpoint(sandbox, id);
    sandbox.store.webhookEndpoints.remove(id);
    return { id, object: 'webhook_endpoint', deleted: true };
  }),
];

function findEndpoint(sandbox: Sandbox, id: string): WebhookEndpoint {
  const endpoint = sandbox.store.webhookEndpoints.get(id);
  if (!endpoint) throw resourceMissing('webhook endpoint', id);
  return endpoint;
}

/** The signing secret is shown once, in the answer to the creation. */
function create(sandbox: Sandbox, params: z.output<typeof createParams>): WebhookEndpoint & { secret: string } {
  const id = sandbox.ids.next('we');
  const endpoint = sandbox.store.webhookEndpoints.add({
    id,
    object: 'webhook_endpoint',
    api_version: params.api_version === undefined ? null : checkVersion(params.api_version),
    application: null,
    created: sandbox.time(),
    description: params.description ?? null,
    enabled_events: params.enabled_events,
    livemode: sandbox.settings.livemode,
    metadata: mergeMetadata({}, params.metadata),
    status: 'enabled',
    url: params.url,
  });
  const secret = `whsec_${hashText(id, 1).toString(36)}${hashText(id, 2).toString(36)}${hashText(id, 3).toString(36)}`;
  sandbox.webhookSecrets.set(id, secret);
  return { ...endpoint, secret };
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): WebhookEndpoint {
  const before = findEndpoint(sandbox, id);
  return sandbox.store.webhookEndpoints.replace({
    ...before,
    description: params.description === undefined ? before.description : params.description,
    enabled_events: params.enabled_events ?? before.enabled_events,
    metadata: mergeMetadata(before.metadata, params.metadata),
    status: params.disabled === undefined ? before.status : params.disabled ? 'disabled' : 'enabled',
    url: params.url ?? before.url,
  });
}

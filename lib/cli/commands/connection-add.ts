import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { addConnection } from '@/lib/workspace/add-connection';
import { addWebhookSecret } from '@/lib/workspace/add-webhook-secret';
import { connectionName, signingSecret, stripeApiKey } from '@/lib/workspace/connection-inputs';
import { setConnectionKey } from '@/lib/workspace/set-connection-key';
import { type Command, UsageError } from '../command';
import { findWorkspace } from '../find-workspace';

export const connectionAdd: Command = {
  summary: 'Adds a Stripe account and prints the address its webhooks go to.',
  usage: '--name <name> [--webhook-secret whsec_…] [--api-key rk_…] [--workspace <id>]',
  async run(args) {
    const text = { type: 'string' } as const;
    const options = { name: text, 'webhook-secret': text, 'api-key': text, workspace: text };
    const { values } = parseArgs({ args, options });
    const name = read(connectionName, values.name ?? '');
    const secret = values['webhook-secret'] && read(signingSecret, values['webhook-secret']);
    const apiKey = values['api-key'] && read(stripeApiKey, values['api-key']);

    const workspaceId = await findWorkspace(values.workspace);
    const { id } = await addConnection(workspaceId, name);
    if (secret) await addWebhookSecret(workspaceId, id, secret);
    if (apiKey) await setConnectionKey(workspaceId, id, apiKey);
    console.log(`${id}\nSend webhooks to <your address>/api/webhooks/stripe/${id}`);
    return 0;
  },
};

function read(shape: z.ZodType<string>, value: string): string {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues[0]?.message ?? 'This value does not fit.');
}

import { parseArgs } from 'node:util';
import { createApiKey } from '@/lib/auth/api-keys';
import { type Command, UsageError } from '../command';
import { findWorkspace } from '../find-workspace';

export const keyCreate: Command = {
  summary: 'Makes an API key and prints it, this once.',
  usage: '--name <name> [--kind secret|public] [--workspace <id>]',
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args, options: { name: text, kind: text, workspace: text } });
    const kind = values.kind ?? 'secret';
    if (kind !== 'secret' && kind !== 'public') throw new UsageError('--kind is secret or public.');
    if (!values.name) throw new UsageError('--name is missing.');
    const workspaceId = await findWorkspace(values.workspace);
    const { key } = await createApiKey({ workspaceId, name: values.name, kind });
    console.log(key);
    return 0;
  },
};

import { parseArgs } from 'node:util';
import { catchUp as readMissing } from '@/lib/connections/catch-up/catch-up';
import { refreshSubscriptions } from '@/lib/connections/catch-up/refresh-subscriptions';
import { getDb } from '@/lib/db/client';
import { projectPending } from '@/lib/inbox/projector';
import { type Command, UsageError } from '../command';
import { findWorkspaces } from '../find-workspace';

export const catchUp: Command = {
  summary: 'Reads Stripe’s list of events for what no webhook brought, and all subscriptions as they are now.',
  usage: '[--workspace <id>] [--connection <id>]',
  async run(args) {
    const options = { workspace: { type: 'string' }, connection: { type: 'string' } } as const;
    const { values } = parseArgs({ args, options });
    const workspaces = (await findWorkspaces(values.workspace)).map(({ id }) => id);
    const sources = await getDb().connection.findMany({
      where: {
        ...{ workspaceId: { in: workspaces }, apiKeyCipher: { not: null }, disconnectedAt: null },
        ...(values.connection && { id: values.connection }),
      },
      select: { workspaceId: true, id: true, name: true },
      orderBy: [{ workspaceId: 'asc' }, { createdAt: 'asc' }],
    });
    if (values.connection && sources.length === 0)
      throw new UsageError(`There is no connected source ${values.connection} with a key.`);
    let troubled = 0;
    for (const { name, ...source } of sources) {
      const { events, recovered, problem } = await readMissing(source, 'asked', { settleMs: 0 });
      if (problem) troubled += 1;
      else await refreshSubscriptions(source);
      await projectPending();
      console.log(
        `${name} (${source.id}): ${events} events read, ${recovered} recovered${problem ? `. ${problem}` : ''}`,
      );
    }
    return troubled === 0 ? 0 : 1;
  },
};

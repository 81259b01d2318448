import { parseArgs } from 'node:util';
import { getDb } from '@/lib/db/client';
import { loadHealth } from '@/lib/workspace/load-health';
import type { Command } from '../command';
import { findWorkspaces } from '../find-workspace';

export const status: Command = {
  summary: 'Workspaces, sources, stored events by state, and how far behind the charts are.',
  usage: '[--workspace <id>] [--json]',
  async run(args) {
    const { values } = parseArgs({ args, options: { workspace: { type: 'string' }, json: { type: 'boolean' } } });
    const health = await loadHealth();
    const workspaces = await Promise.all((await findWorkspaces(values.workspace)).map(describe));
    if (values.json) console.log(JSON.stringify({ ...health, workspaces }, null, 2));
    else console.log([`Database: ${health.database}`, ...workspaces.flatMap(printed)].join('\n'));
    return health.status === 'ok' ? 0 : 1;
  },
};

interface Described {
  id: string;
  name: string;
  members: number;
  connections: { id: string; name: string; events: Record<string, number>; lastEventAt: string | null }[];
}

async function describe({ id, name }: { id: string; name: string }): Promise<Described> {
  const db = getDb();
  const [members, connections, counts] = await Promise.all([
    db.member.count({ where: { workspaceId: id } }),
    db.connection.findMany({ where: { workspaceId: id }, orderBy: { createdAt: 'asc' } }),
    db.stripeEvent.groupBy({
      by: ['connectionId', 'state'],
      where: { workspaceId: id },
      _count: true,
      _max: { knownAt: true },
    }),
  ]);
  return {
    id,
    name,
    members,
    connections: connections.map((connection) => {
      const own = counts.filter((row) => row.connectionId === connection.id);
      const latest = Math.max(0, ...own.map((row) => row._max.knownAt?.getTime() ?? 0));
      return {
        id: connection.id,
        name: connection.name,
        events: Object.fromEntries(own.map((row) => [row.state, row._count])),
        lastEventAt: latest > 0 ? new Date(latest).toISOString() : null,
      };
    }),
  };
}

function printed({ id, name, members, connections }: Described): string[] {
  const lines = connections.map(({ id: connection, name: title, events, lastEventAt }) => {
    const counts = Object.entries(events).map(([state, count]) => `${count} ${state}`);
    return `  ${connection} (${title}): ${counts.join(', ') || 'no events'}${lastEventAt ? `, last at ${lastEventAt}` : ''}`;
  });
  return [
    '',
    `${name} (${id}), ${members} ${members === 1 ? 'member' : 'members'}`,
    ...(lines.length ? lines : ['  no sources']),
  ];
}

import { once } from 'node:events';
import { request } from 'node:http';
import { createHttpDoors } from '@/lib/boot/http-doors';
import { getDb, getPool } from '@/lib/db/client';
import { arrivalOf } from '../arrival';
import { findLink, forgetLink } from '../find-link';
import { followLink } from '../follow-link';

export interface LinkServer {
  url: string;
  get: (path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>;
  close: () => Promise<void>;
}

interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
}

/** The doors of `npm start`, with nothing behind them but links. */
export async function startLinkServer(): Promise<LinkServer> {
  const server = createHttpDoors({
    page: (_request, response) => void response.writeHead(418).end(),
    webhook: async () => ({ status: 404, body: {} }),
    link: (slug, incoming) => followLink(slug, arrivalOf(incoming)),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address !== 'object') throw new Error('no port');
  const { port } = address;
  return {
    url: `http://127.0.0.1:${port}`,
    get: (path, headers = {}, method = 'GET') =>
      new Promise((resolve, reject) => {
        const outgoing = request(
          { port, host: '127.0.0.1', path, method, headers: { ...BROWSER, ...headers } },
          (got) => {
            let text = '';
            got.on('data', (chunk: Buffer) => {
              text += chunk.toString();
            });
            got.on('end', () => resolve({ status: got.statusCode ?? 0, headers: got.headers, text }));
          },
        );
        outgoing.on('error', reject).end();
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36' };

interface NewLink {
  slug: string;
  url: string;
  [column: string]: unknown;
}

/** A link as lib/links keeps it, with conversions tracked unless it is said. */
export async function addLink(workspaceId: string, { slug, url, ...rest }: NewLink): Promise<string> {
  const id = `link_${slug}`;
  await getDb().link.create({ data: { workspaceId, id, slug, url, trackConversion: true, ...rest } });
  forgetLink(slug);
  return id;
}

/** What is asked for anew after a change in the tables. */
export async function changeLink(slug: string, change: Record<string, unknown>): Promise<void> {
  const found = await findLink(slug);
  if (!found) throw new Error(`There is no link ${slug}.`);
  const { workspaceId, id } = found;
  await getDb().link.update({ where: { workspaceId_id: { workspaceId, id } }, data: change });
  forgetLink(slug);
}

export async function touches(workspaceId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await getPool().query('select * from touchpoint where workspace_id = $1 order by seq', [
    workspaceId,
  ]);
  return rows;
}

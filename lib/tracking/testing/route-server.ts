import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { arrivalOf } from '../arrival';
import { followLink } from '../follow-link';

type Method = (request: Request, context: { params: Promise<unknown> }) => Response | Promise<Response>;

/** Route files by their path: `{ '/track/visit': await import('@/app/track/visit/route') }`. */
type Routes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface RouteServer {
  url: string;
  port: number;
  close: () => Promise<void>;
}

/** Some routes of the application over real HTTP without Next around them, and short links as `npm start` answers them. */
export async function startRouteServer(
  routes: Routes,
  page: (path: string) => { type: string; text: string } | null = () => null,
): Promise<RouteServer> {
  const server = createServer(async (incoming, outgoing) => {
    const path = (incoming.url ?? '/').split('?')[0] ?? '';
    const slug = /^\/r\/([^/]+)$/.exec(path)?.[1];
    if (slug !== undefined) {
      const { status, headers, body } = await followLink(slug, arrivalOf(incoming));
      return void outgoing.writeHead(status, headers).end(body);
    }
    const found = page(path);
    if (found) return void outgoing.writeHead(200, { 'content-type': found.type }).end(found.text);
    const method = routes[path]?.[incoming.method ?? 'GET'];
    if (typeof method !== 'function') return void outgoing.writeHead(404).end();
    await answer(method as Method, incoming, outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address !== 'object') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(method: Method, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method ?? 'GET',
    headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
    ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
  });
  const response = await method(request, { params: Promise.resolve({}) });
  outgoing
    .writeHead(response.status, Object.fromEntries(response.headers))
    .end(Buffer.from(await response.arrayBuffer()));
}

import { once } from 'node:events';
import { createServer } from 'node:http';

export interface RatesServer {
  url: string;
  /** File name → what it answers; anything else is 404. */
  files: Map<string, string>;
  /** The files asked for, in order. */
  asked: string[];
  close: () => Promise<void>;
}

/** Stands for the ECB, on this machine; any free port if none is named. */
export async function startRatesServer(port = 0): Promise<RatesServer> {
  const files = new Map<string, string>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = request.url?.slice(1) ?? '';
    asked.push(name);
    const text = files.get(name);
    if (text === 'broken off') {
      response.writeHead(200, { 'content-length': '5000' }).write('<?xml version="1.0"?><Cube>');
      setTimeout(() => response.destroy(), 20);
      return;
    }
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address !== 'object') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/eurofxref-daily.xml`,
    files,
    asked,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

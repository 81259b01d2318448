import { once } from 'node:events';
import { join } from 'node:path';
import next from 'next';
import { pino } from 'pino';
import { boot } from '@/lib/boot/boot';
import { createHttpDoors } from '@/lib/boot/http-doors';
import { watchDisk } from '@/lib/boot/watch-disk';
import { startProjector } from '@/lib/inbox/projector';
import { receiveStripeEvent } from '@/lib/inbox/receive-stripe-event';

const STOP_LIMIT_MS = 15_000;
const DISK_FULL = 'The disk is nearly full: no event can be stored safely. Free some space.';

export interface RunningServer {
  url: string;
  stop(): Promise<void>;
}

/** The whole product in one process: database, projector, webhook door and pages. */
export async function startServer({ dev = process.env.NODE_ENV === 'development' } = {}): Promise<RunningServer> {
  const log = pino({ name: 'headwater', base: null });
  const booted = await boot();
  const { port, host, dataFolder, databaseUrl } = booted.environment;
  const disk = databaseUrl ? null : watchDisk(join(dataFolder, 'postgres'));
  const pages = next({ dev, port, ...(host ? { hostname: host } : {}) });
  await pages.prepare();
  const projector = startProjector();

  const server = createHttpDoors({
    page: pages.getRequestHandler(),
    webhook: receiveStripeEvent,
    closedBecause: () => (disk?.isFull() ? DISK_FULL : null),
    onError: (error, path) => log.error({ err: error, path: path.split('?')[0] }, 'request failed'),
  });
  if (dev) server.on('upgrade', pages.getUpgradeHandler());
  server.listen(port, host);
  await once(server, 'listening');

  const stop = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    const impatience = setTimeout(() => server.closeAllConnections(), STOP_LIMIT_MS / 2);
    await closed;
    clearTimeout(impatience);
    disk?.stop();
    await projector.stop();
    await pages.close();
    await booted.stop();
  };
  return { url: `http://${host ?? 'localhost'}:${portOf(server.address(), port)}`, stop };
}

/** Until SIGTERM or Ctrl-C; then what is under way is finished first. */
export async function serveUntilStopped(): Promise<void> {
  const server = await startServer();
  console.log(`Headwater is ready: ${server.url}`);
  stopOnSignal(server);
}

export function stopOnSignal({ stop }: { stop(): Promise<void> }): void {
  let stopping = false;
  const begin = () => {
    if (stopping) return; // a terminal may send the signal to us and to npm, which passes it on
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', begin);
  process.on('SIGINT', begin);
}

function portOf(address: ReturnType<import('node:net').Server['address']>, fallback: number): number {
  return address && typeof address === 'object' ? address.port : fallback;
}

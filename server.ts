import { once } from 'node:events';
import type { Server } from 'node:http';
import { join } from 'node:path';
import next from 'next';
import { pino } from 'pino';
import { type Booted, boot } from '@/lib/boot/boot';
import { createHttpDoors } from '@/lib/boot/http-doors';
import { watchDisk } from '@/lib/boot/watch-disk';
import { startNightlyChecks } from '@/lib/checks/start-nightly-checks';
import { startCatchUp } from '@/lib/connections/catch-up/start-catch-up';
import { startPulling } from '@/lib/connections/pull/start-pulling';
import { startReadingRates } from '@/lib/fx/start-reading-rates';
import { startApplying } from '@/lib/identity/apply-mappings';
import { startProjector } from '@/lib/inbox/projector';
import { receiveStripeEvent } from '@/lib/inbox/receive-stripe-event';
import { startSettling } from '@/lib/partners/engine/start-settling';
import { arrivalOf } from '@/lib/tracking/arrival';
import { followLink } from '@/lib/tracking/follow-link';
import { startDelivering } from '@/lib/webhooks/start-delivering';

const STOP_LIMIT_MS = 15_000;
const DISK_FULL = 'The disk is nearly full: no event can be stored safely. Free some space.';

export interface RunningServer {
  url: string;
  stop(): Promise<void>;
}

/** The whole product in one process: database, projector, webhook door and pages. */
export async function startServer({ dev = process.env.NODE_ENV === 'development' } = {}): Promise<RunningServer> {
  const booted = await boot();
  try {
    return await openDoors(booted, dev);
  } catch (error) {
    await booted.stop();
    throw error;
  }
}

async function openDoors({ environment, stop: stopDatabase }: Booted, dev: boolean): Promise<RunningServer> {
  const log = pino({ name: 'headwater', base: null });
  const { port, host, dataFolder, databaseUrl } = environment;
  const disk = databaseUrl ? null : watchDisk(join(dataFolder, 'postgres'));
  const pages = next({ dev, port, ...(host ? { hostname: host } : {}) });
  const prepared = pages.prepare(); // webhooks are taken meanwhile
  const projector = startProjector((error) => log.error({ err: error }, 'projection failed'));
  const pulling = startPulling((error) => log.error({ err: error }, 'a backfill stopped and will go on'));
  const applying = startApplying((error) => log.error({ err: error }, 'identity rules could not be applied'));
  const catchingUp = startCatchUp((error) => log.error({ err: error }, 'a connection was not caught up with'));
  const delivering = startDelivering((error) => log.error({ err: error }, 'webhooks could not be sent'));
  const settling = startSettling((error) => log.error({ err: error }, 'commissions were not worked out'));
  const rates = startReadingRates({ report: (error) => log.error({ err: error }, 'exchange rates were not read') });
  const checks = startNightlyChecks((workspaceId, problem) =>
    log.error({ workspaceId, problem }, 'figures do not add up'),
  );

  const server = createHttpDoors({
    page: async (request, response) => {
      await prepared;
      await pages.getRequestHandler()(request, response);
    },
    webhook: receiveStripeEvent,
    link: (slug, request) => followLink(slug, arrivalOf(request)),
    closedBecause: () => (disk?.isFull() ? DISK_FULL : null),
    onError: (error, path) => log.error({ err: error, path: path.split('?')[0] }, 'request failed'),
  });
  if (dev) server.on('upgrade', (...upgrade) => void pages.getUpgradeHandler()(...upgrade));
  server.listen(port, host);
  await Promise.all([once(server, 'listening').catch((error: unknown) => explainPort(error, port)), prepared]);

  const stop = async () => {
    await closeServer(server);
    disk?.stop();
    await Promise.all([pulling.stop(), catchingUp.stop(), applying.stop(), settling.stop(), delivering.stop()]);
    await rates.stop();
    await checks.stop();
    await projector.stop();
    await pages.close();
    await stopDatabase();
  };
  const name = !host || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return { url: `http://${name}:${portOf(server)}`, stop };
}

function explainPort(error: unknown, port: number): never {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  throw isTaken ? new Error(`Port ${port} is taken: set PORT to another one, e.g. PORT=${port + 1} npm start.`) : error;
}

/** Lets what is under way finish, up to a limit. */
async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), STOP_LIMIT_MS / 2);
  await closed;
  clearTimeout(impatience);
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

function portOf(server: Server): number {
  const address = server.address();
  if (address && typeof address === 'object') return address.port;
  throw new Error('The server listens on no port.');
}

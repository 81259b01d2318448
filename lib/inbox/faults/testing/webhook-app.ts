import { once } from 'node:events';
import { createHttpDoors } from '@/lib/boot/http-doors';
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres';
import { applyMigrations } from '@/lib/db/migrate';
import { startProjector } from '../../projector';
import { receiveStripeEvent } from '../../receive-stripe-event';

/**
 * The webhook door and the projector in a process of their own, for tests that kill it. Given a folder it runs the
 * database there. Says where it is, once it is ready; its page tells how much memory it holds.
 */
const folder = process.env.FAULTS_DATABASE_FOLDER;
if (folder) {
  const { url } = await startEmbeddedPostgres(folder);
  process.env.DATABASE_URL = url;
  await applyMigrations(url);
}
startProjector();
const server = createHttpDoors({
  page: (_request, response) => void response.end(String(process.memoryUsage().rss)),
  webhook: receiveStripeEvent,
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const port = address && typeof address === 'object' ? address.port : 0;
console.log(JSON.stringify({ ready: true, port, databaseUrl: process.env.DATABASE_URL }));

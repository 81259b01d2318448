import { once } from 'node:events';
import { startProjector } from '@/lib/inbox/projector';
import { receiveStripeEvent } from '@/lib/inbox/receive-stripe-event';
import { boot } from '../boot';
import { createHttpDoors } from '../http-doors';

// The product without its pages, as a process that tests may kill: database, projector and webhook door.
const booted = await boot();
startProjector();
const server = createHttpDoors({
  page: (_request, response) => void response.writeHead(404).end(),
  webhook: receiveStripeEvent,
});
server.listen(booted.environment.port, '127.0.0.1');
await once(server, 'listening');
process.send?.('ready');

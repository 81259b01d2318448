import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { z } from 'zod';
import { applyMigrations } from '@/lib/db/migrate';

// The least that can be done: a bare server that checks the signature and inserts one row a request.
const { BENCH_DATABASE = '', BENCH_SECRET = '' } = process.env;
const INSERT = `insert into stripe_event (workspace_id, connection_id, id, type, livemode, occurred_at, payload)
  values ('bare', 'default', $1, $2, true, to_timestamp($3), $4) on conflict do nothing`;
const eventShape = z.object({ id: z.string(), type: z.string(), created: z.number() });

await applyMigrations(BENCH_DATABASE);
const pool = new pg.Pool({ connectionString: BENCH_DATABASE, max: 16, options: '-c synchronous_commit=on' });

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function isSigned(body: Buffer, header: string): boolean {
  const [, timestamp, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  const expected = createHmac('sha256', BENCH_SECRET).update(`${timestamp}.`).update(body).digest();
  return signature !== undefined && timingSafeEqual(Buffer.from(signature, 'hex'), expected);
}

const server = createServer(async (request, response) => {
  const body = await read(request);
  const answer = (status: number, text: string) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  };
  if (!isSigned(body, String(request.headers['stripe-signature']))) return answer(400, '{"error":"bad_signature"}');
  const text = body.toString('utf8');
  const { id, type, created } = eventShape.parse(JSON.parse(text));
  await pool.query({ name: 'insert', text: INSERT, values: [id, type, created, text] });
  answer(200, '{"received":true}');
});
server.listen(Number(process.env.PORT), '127.0.0.1');
await once(server, 'listening');

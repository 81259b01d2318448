import { createHmac, timingSafeEqual } from 'node:crypto';

/** What Next alone can take: the body is read and its signature checked, nothing is stored. */
export async function POST(request) {
  const body = Buffer.from(await request.arrayBuffer());
  const [, timestamp, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(request.headers.get('stripe-signature')) ?? [];
  const expected = createHmac('sha256', process.env.BENCH_SECRET).update(`${timestamp}.`).update(body).digest();
  if (!signature || !timingSafeEqual(Buffer.from(signature, 'hex'), expected)) {
    return Response.json({ error: 'bad_signature' }, { status: 400 });
  }
  return Response.json({ received: true });
}

import { after } from 'next/server';
import { readBounded } from '@/app/_http/read-bounded';
import { projectWhenAlone } from '@/lib/inbox/projector';
import { LARGEST_BODY, receiveStripeEvent } from '@/lib/inbox/receive-stripe-event';

export async function POST(
  request: Request,
  context: { params: Promise<{ connectionId: string }> },
): Promise<Response> {
  const { connectionId } = await context.params;
  const rawBody = await readBounded(request, LARGEST_BODY + 1);
  const receipt = await receiveStripeEvent({
    connectionId,
    rawBody,
    signature: request.headers.get('stripe-signature') ?? undefined,
  });
  if (receipt.status === 200) after(projectWhenAlone);
  return Response.json(receipt.body, {
    status: receipt.status,
    headers: receipt.retryAfter ? { 'retry-after': String(receipt.retryAfter) } : {},
  });
}

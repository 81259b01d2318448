import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { signPayload } from './sign-payload';

export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
  readonly timeoutMs: number;
}

export interface WebhookAnswer {
  /** Undefined when there was no answer: refused, broken off or too slow. */
  readonly status: number | undefined;
  /** What the receiver asked for with `Retry-After`. */
  readonly retryAfterMs: number | undefined;
}

export interface WebhookSender {
  post(payload: string): Promise<WebhookAnswer>;
  close(): void;
}

/** Posts signed payloads over kept connections. A failure is an answer without a status, never an exception. */
export function createWebhookSender(target: WebhookTarget, connections: number): WebhookSender {
  const secure = target.url.startsWith('https:');
  const agent = secure
    ? new HttpsAgent({ keepAlive: true, maxSockets: connections })
    : new HttpAgent({ keepAlive: true, maxSockets: connections });
  const send = secure ? httpsRequest : httpRequest;
  return {
    close: () => agent.destroy(),
    post: (payload) =>
      new Promise((resolve) => {
        const failed = () => resolve({ status: undefined, retryAfterMs: undefined });
        const request = send(
          target.url,
          { method: 'POST', agent, headers: headersFor(payload, target.secret) },
          (response) => {
            response.resume();
            response.once('error', failed);
            response.once('end', () => {
              clearTimeout(timer);
              resolve({ status: response.statusCode, retryAfterMs: retryAfter(response.headers['retry-after']) });
            });
          },
        );
        const timer = setTimeout(() => request.destroy(new Error('the receiver took too long')), target.timeoutMs);
        request.once('error', () => {
          clearTimeout(timer);
          failed();
        });
        request.end(payload);
      }),
  };
}

function headersFor(payload: string, secret: string) {
  // The receiver holds the signature against its own clock, so this is the one place that looks at the real time.
  const now = Math.floor(Date.now() / 1000);
  return {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(payload),
    'Stripe-Signature': signPayload(payload, secret, now),
    'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  };
}

function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(wait) ? Math.max(wait, 0) : undefined;
}

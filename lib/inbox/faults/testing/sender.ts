import { setTimeout as sleep } from 'node:timers/promises';
import { sign } from '../../testing/harness';
import type { FakeEvent } from '../../testing/stripe-objects';
import type { Random } from './random';

/** A sender that gets no answer in this time counts it as none; the promise is five seconds. */
export const ANSWER_LIMIT_MS = 5000;

/**
 * Sends like Stripe: every event until it is acknowledged, some of them again although they were, in no particular order,
 * and knows which were. The address may change or be away meanwhile.
 */
export class Sender {
  readonly acknowledged = new Set<string>();
  /** Answers by status; 0 where there was none. */
  readonly answers = new Map<number, number>();
  private readonly waiting: FakeEvent[];
  private readonly sent: FakeEvent[] = [];

  constructor(
    events: readonly FakeEvent[],
    private readonly random: Random,
  ) {
    this.waiting = random.shuffle(events);
  }

  get left(): number {
    return this.waiting.length;
  }

  /** Sends the next one; true when it was acknowledged. */
  async sendNext(origin: string): Promise<boolean> {
    const again = this.sent.length > 0 && this.random.chance(0.1);
    const event = again ? this.sent[this.random.between(0, this.sent.length - 1)] : this.waiting.pop();
    if (!event) return true;
    const status = await deliver(origin, event);
    this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
    if (status === 200) {
      this.acknowledged.add(event.id);
      if (!again) this.sent.push(event);
    } else if (!again) this.waiting.splice(this.random.between(0, this.waiting.length), 0, event);
    return status === 200;
  }

  /** So many at a time, with pauses, until told to stop or all is acknowledged. */
  async run(origin: string, lanes: number, pause: number, stopped: () => boolean): Promise<void> {
    const lane = async () => {
      while (!stopped() && this.waiting.length > 0) {
        const taken = await this.sendNext(origin);
        if (!taken || pause > 0) await sleep(taken ? this.random.between(0, 2 * pause) : 20);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }
}

async function deliver(origin: string, event: FakeEvent): Promise<number> {
  const body = JSON.stringify(event);
  try {
    const answer = await fetch(`${origin}/api/webhooks/stripe/default`, {
      method: 'POST',
      body,
      headers: { 'stripe-signature': sign(body) },
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

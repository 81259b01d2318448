import type Stripe from 'stripe';
import { stripeClient } from '../stripe-client';
import type { Access, KeyReport } from './key-report';
import { PERMISSIONS, type Permission, type PermissionId } from './permissions';

interface Key {
  apiKeyCipher: string;
  accountId: string | null;
  kind: KeyReport['kind'];
}

/** Few at a time: whoever waits for the answer waits seconds, and the backfill has requests of its own. */
const AT_ONCE = 4;
const ONCE = { maxNetworkRetries: 1, timeout: 10_000 };

type Answer = 'ok' | 'forbidden' | 'unknown key' | 'no such object' | 'slow down' | 'unreachable';

/**
 * Tries a key: of every list one object is read. Whether a restricted key could also write is asked by changing nothing of an
 * object that does not exist: Stripe refuses who may not write (403) before it looks for the object (404).
 */
export async function probeKey({ apiKeyCipher, accountId, kind }: Key): Promise<KeyReport> {
  const stripe = await stripeClient({ apiKeyCipher, accountId });
  const reads = await inTurns(PERMISSIONS, ({ list }) => ask(stripe, 'GET', list));
  const answers = [...reads.values()];
  const accepted = !answers.includes('unknown key');
  const writable = accepted && kind === 'restricted' && answers.includes('ok');
  const writes = writable
    ? await inTurns(PERMISSIONS, ({ update }) => (update ? ask(stripe, 'POST', update) : null))
    : null;
  return {
    kind,
    accepted,
    access: Object.fromEntries([...reads].map(([id, answer]) => [id, accessBy(answer)])),
    writes: [...(writes ?? [])].flatMap(([id, answer]) => (answer === 'no such object' ? [id] : [])),
    problem: problemIn(answers),
  };
}

/** The answers by permission, asked a few at a time. */
async function inTurns<T>(
  permissions: readonly Permission[],
  of: (permission: Permission) => Promise<T> | null,
): Promise<Map<PermissionId, T | null>> {
  const answers = new Map<PermissionId, T | null>(permissions.map(({ id }) => [id, null]));
  const left = [...permissions];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) answers.set(next.id, await of(next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers;
}

async function ask(stripe: Stripe, method: 'GET' | 'POST', path: string): Promise<Answer> {
  try {
    await stripe.rawRequest(method, method === 'GET' ? `${path}?limit=1` : path, {}, ONCE);
    return 'ok';
  } catch (error) {
    return answerIn(error);
  }
}

function answerIn(error: unknown): Answer {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 'unreachable';
  switch (error.statusCode) {
    case 401:
      return 'unknown key';
    case 403:
      return 'forbidden';
    case 404:
      return 'no such object';
    case 429:
      return 'slow down';
    default:
      return 'unreachable';
  }
}

const accessBy = (answer: Answer | null): Access =>
  answer === 'ok' ? 'granted' : answer === 'forbidden' ? 'missing' : 'untried';

function problemIn(answers: readonly (Answer | null)[]): string | null {
  if (answers.includes('unknown key')) return 'Stripe does not accept the API key.';
  if (answers.includes('slow down')) return 'Stripe asked to slow down before everything was tried.';
  if (answers.every((answer) => answer === 'ok' || answer === 'forbidden')) return null;
  return 'Stripe could not be reached for all of it.';
}

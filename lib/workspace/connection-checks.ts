import type { KeyReport } from '@/lib/connections/permissions/key-report';
import { PERMISSIONS } from '@/lib/connections/permissions/permissions';

/** "skipped": not done, and not needed for the rest. */
export type CheckState = 'ok' | 'waiting' | 'problem' | 'skipped';

export interface Check {
  id: 'key' | 'events' | 'identity' | 'webhook' | 'revenue';
  state: CheckState;
  /** What is so, and what to do next. */
  text: string;
}

/** What there is to see of a connection; the checks are a function of it. */
export interface ConnectionFacts {
  hasKey: boolean;
  report: KeyReport | null;
  backfill: 'idle' | 'running' | 'paused' | 'done';
  hasSecret: boolean;
  notifications: boolean;
  lastDeliveryAt: string | null;
  subscriptions: boolean;
  customers: number;
  /** Of these, the ones a rule of identity has found. */
  matched: number;
  revenue: boolean;
}

/** Whether a connection works from end to end, line by line. */
export const connectionChecks = (facts: ConnectionFacts): Check[] => [
  { id: 'key', ...checkKey(facts) },
  { id: 'events', ...checkEvents(facts) },
  { id: 'identity', ...checkIdentity(facts) },
  { id: 'webhook', ...checkWebhook(facts) },
  { id: 'revenue', ...checkRevenue(facts) },
];

export type ConnectionState = 'disconnected' | 'connecting' | 'problem' | 'connected';

export function connectionState(checks: readonly Check[], disconnectedAt: unknown): ConnectionState {
  if (disconnectedAt) return 'disconnected';
  if (checks.some(({ state }) => state === 'problem')) return 'problem';
  return checks.some(({ state }) => state === 'waiting') ? 'connecting' : 'connected';
}

type Line = Omit<Check, 'id'>;

function checkKey({ hasKey, report, lastDeliveryAt }: ConnectionFacts): Line {
  if (!hasKey) {
    return lastDeliveryAt
      ? { state: 'skipped', text: 'No key: fees, and what was before the webhook, are not known. Add one in step 1.' }
      : { state: 'waiting', text: 'Paste a restricted key in step 1.' };
  }
  if (!report) return { state: 'waiting', text: 'What the key may read was not tried yet: try it in step 1.' };
  if (!report.accepted)
    return { state: 'problem', text: 'Stripe does not accept the key any more: paste another one.' };
  const missing = PERMISSIONS.filter(({ id, basic }) => basic && report.access[id] === 'missing');
  if (missing.length > 0) {
    const names = [...new Set(missing.map(({ name }) => name))].join(', ');
    return { state: 'problem', text: `The key may not read ${names}: give it that in Stripe, then check it again.` };
  }
  const untried = PERMISSIONS.some(({ id, basic }) => basic && report.access[id] !== 'granted');
  if (untried) return { state: 'waiting', text: `${report.problem ?? 'Not everything was tried.'} Check it again.` };
  return { state: 'ok', text: 'The key may read all that every report needs.' };
}

function checkEvents({ subscriptions, backfill, hasKey }: ConnectionFacts): Line {
  if (subscriptions) return { state: 'ok', text: 'Subscriptions have arrived; see Events.' };
  if (backfill === 'done') return { state: 'ok', text: 'Stripe lists no subscription in this account.' };
  return {
    state: 'waiting',
    text: hasKey ? 'No subscription has arrived yet.' : 'Waits for the key, or for the first event of a subscription.',
  };
}

function checkIdentity({ customers, matched, backfill }: ConnectionFacts): Line {
  if (customers === 0) {
    return backfill === 'done'
      ? { state: 'ok', text: 'Stripe lists no customer in this account.' }
      : { state: 'waiting', text: 'No customer has arrived yet.' };
  }
  if (matched === 0) {
    return { state: 'problem', text: 'No rule finds who any customer is: choose other rules on the Identity page.' };
  }
  return {
    state: 'ok',
    text: `${matched} of ${customers} ${customers === 1 ? 'customer is' : 'customers are'} known.`,
  };
}

function checkWebhook({ hasSecret, notifications, lastDeliveryAt, hasKey, backfill }: ConnectionFacts): Line {
  if (!notifications)
    return { state: 'skipped', text: 'Switched off: what Stripe sends waits; subscriptions are read every two hours.' };
  if (lastDeliveryAt && hasSecret) return { state: 'ok', text: 'Stripe delivers, and its signature is right.' };
  if (hasSecret) {
    return {
      state: 'waiting',
      text: 'Nothing has been delivered yet: send a test event from the endpoint’s page in Stripe.',
    };
  }
  const waits = 'Add the endpoint in step 2 (recommended): changes then arrive within a second.';
  return hasKey && backfill === 'done'
    ? { state: 'skipped', text: `${waits} Until then they are read every hour.` }
    : { state: 'waiting', text: waits };
}

function checkRevenue({ revenue, backfill }: ConnectionFacts): Line {
  if (revenue) return { state: 'ok', text: 'Revenue appears in the reports.' };
  if (backfill === 'done') return { state: 'ok', text: 'Stripe lists nothing that was paid in this account.' };
  if (backfill === 'running') return { state: 'waiting', text: 'Appears while the history is being read.' };
  return { state: 'waiting', text: 'Appears with the first payment or subscription.' };
}

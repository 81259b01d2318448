import type { FactBodies, FactKind, Version } from './facts';
import { compareText } from './order-versions';

/** The latest version of each object of one owner, by id, with the whole history where a rule needs it. */
export type Latest = { [K in FactKind]: Map<string, Version<K>[]> };

/** All objects that describe one payment. */
export interface PaymentGroup {
  invoice: string | null;
  session: string | null;
  paymentIntent: string | null;
  charges: string[];
  /** Set when a charge was joined to its invoice by amount and time because no event links them. */
  matched: boolean;
}

type Node = `${'invoice' | 'session' | 'payment_intent' | 'charge'}:${string}`;

/**
 * Joins invoices, checkout sessions, payment intents and charges that describe the same money (definitions B6, "one sale,
 * one row"), through `InvoicePayment` and the older direct links.
 */
export function linkPayments(latest: Latest): PaymentGroup[] {
  const groups = new Groups();
  const link = (a: Node | null, b: Node | null) => {
    if (a && b) groups.join(a, b);
  };
  for (const [id, fact] of lastOf(latest.invoice)) {
    groups.add(node('invoice', id));
    link(node('invoice', id), nodeOrNull('charge', fact.charge));
    link(node('invoice', id), nodeOrNull('payment_intent', fact.paymentIntent));
    for (const payment of fact.payments) {
      link(node('invoice', id), nodeOrNull('charge', payment.charge));
      link(node('invoice', id), nodeOrNull('payment_intent', payment.paymentIntent));
    }
  }
  for (const [, fact] of lastOf(latest.invoice_payment)) {
    link(nodeOrNull('invoice', fact.invoice), nodeOrNull('charge', fact.charge));
    link(nodeOrNull('invoice', fact.invoice), nodeOrNull('payment_intent', fact.paymentIntent));
  }
  for (const [id, fact] of lastOf(latest.session)) {
    groups.add(node('session', id));
    link(node('session', id), nodeOrNull('invoice', fact.invoice));
    link(node('session', id), nodeOrNull('payment_intent', fact.paymentIntent));
  }
  for (const [id, fact] of lastOf(latest.payment_intent)) {
    groups.add(node('payment_intent', id));
    link(node('payment_intent', id), nodeOrNull('invoice', fact.invoice));
    link(node('payment_intent', id), nodeOrNull('charge', fact.latestCharge));
  }
  for (const [id, fact] of lastOf(latest.charge)) {
    groups.add(node('charge', id));
    link(node('charge', id), nodeOrNull('invoice', fact.invoice));
    link(node('charge', id), nodeOrNull('payment_intent', fact.paymentIntent));
  }
  return matchLoose(groups.all().map(toGroup), latest);
}

/** The last state of each object. */
export function lastOf<K extends FactKind>(versions: Map<string, Version<K>[]>): [string, FactBodies[K]][] {
  return [...versions].flatMap(([id, list]) => {
    const last = list.at(-1);
    return last ? [[id, last.body] satisfies [string, FactBodies[K]]] : [];
  });
}

const node = (kind: 'invoice' | 'session' | 'payment_intent' | 'charge', id: string): Node => `${kind}:${id}`;
const nodeOrNull = (kind: 'invoice' | 'payment_intent' | 'charge', id: string | null) =>
  id === null ? null : node(kind, id);

function toGroup(nodes: readonly Node[]): PaymentGroup {
  const ids = (kind: string) =>
    nodes
      .filter((name) => name.startsWith(`${kind}:`))
      .map((name) => name.slice(kind.length + 1))
      .sort();
  return {
    invoice: ids('invoice')[0] ?? null,
    session: ids('session')[0] ?? null,
    paymentIntent: ids('payment_intent')[0] ?? null,
    charges: ids('charge'),
    matched: false,
  };
}

/** How far apart an invoice's payment and its charge may lie to be taken for one. */
const SAME_PAYMENT_SECONDS = 600;

/**
 * Newer API versions link a charge to its invoice only through `invoice_payment` events. Where those are not sent, a
 * charge and a paid invoice of the same amount and currency within ten minutes are one payment.
 */
function matchLoose(groups: PaymentGroup[], latest: Latest): PaymentGroup[] {
  const invoices = new Map(lastOf(latest.invoice));
  const charges = new Map(lastOf(latest.charge));
  const intents = new Map(lastOf(latest.payment_intent));
  const waiting = groups.filter((group) => {
    const invoice = group.invoice === null ? undefined : invoices.get(group.invoice);
    return (
      invoice !== undefined &&
      invoice.amountPaid > 0 &&
      !invoice.paidOutOfBand &&
      group.charges.length === 0 &&
      group.paymentIntent === null
    );
  });
  if (waiting.length === 0) return groups;
  const loose = groups
    .filter((group) => group.invoice === null && group.session === null)
    .flatMap((group) => {
      const charge = group.charges.map((id) => charges.get(id)).find((fact) => fact?.status === 'succeeded');
      const intent = group.paymentIntent === null ? undefined : intents.get(group.paymentIntent);
      const amount = charge?.amountCaptured ?? intent?.amountReceived ?? 0;
      const [created, currency] = [charge?.created ?? intent?.created, charge?.currency ?? intent?.currency];
      return created === undefined || amount === 0 ? [] : [{ group, amount, created, currency }];
    })
    .sort((a, b) => a.created - b.created || compareText(keyOf(a.group), keyOf(b.group)));

  const taken = new Set<PaymentGroup>();
  for (const candidate of loose) {
    const target = waiting
      .filter((group) => !taken.has(group))
      .map((group) => ({ group, gap: gapTo(invoices.get(group.invoice ?? ''), candidate) }))
      .filter(({ gap }) => gap <= SAME_PAYMENT_SECONDS)
      .sort((a, b) => a.gap - b.gap || compareText(a.group.invoice ?? '', b.group.invoice ?? ''))[0]?.group;
    if (!target) continue;
    taken.add(target);
    taken.add(candidate.group);
    target.paymentIntent = candidate.group.paymentIntent;
    target.charges = candidate.group.charges;
    target.matched = true;
  }
  return groups.filter((group) => group.invoice !== null || !taken.has(group));
}

const keyOf = (group: PaymentGroup) => group.paymentIntent ?? group.charges[0] ?? '';

function gapTo(
  invoice: FactBodies['invoice'] | undefined,
  payment: { amount: number; created: number; currency: string | undefined },
): number {
  if (!invoice || invoice.amountPaid !== payment.amount || invoice.currency !== payment.currency)
    return Number.POSITIVE_INFINITY;
  return Math.abs((invoice.paidAt ?? invoice.created) - payment.created);
}

/** Connected sets of nodes, kept in order of their first member so that the result does not depend on arrival. */
class Groups {
  private readonly members = new Map<Node, Set<Node>>();

  add(name: Node) {
    if (!this.members.has(name)) this.members.set(name, new Set([name]));
  }

  join(a: Node, b: Node) {
    this.add(a);
    this.add(b);
    const left = this.members.get(a);
    const right = this.members.get(b);
    if (!left || !right || left === right) return;
    for (const name of right) {
      left.add(name);
      this.members.set(name, left);
    }
  }

  all(): Node[][] {
    return [...new Set(this.members.values())].map((set) => [...set].sort());
  }
}

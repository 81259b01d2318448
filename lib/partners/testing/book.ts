import { type CommissionKey, type Expected, expectedOfSales } from '../count/expected';
import type { RewardContext, Rule, SaleFact } from '../count/facts';
import { type Booking, type Change, digestOf, keyOf, type Stored, settle } from '../count/settle';
import type { Decision, RewardTerms } from '../types';

/** 20 % of everything, unless it is said. */
export const someRule = (terms: Partial<RewardTerms> = {}, more: Partial<Rule> = {}): Rule => ({
  ...{ id: 'rule', partnerId: null, event: 'sale', archivedAt: null },
  versions: [
    {
      version: 1,
      validFrom: null,
      terms: {
        reward: { kind: 'percent', percent: '20' },
        ...{ months: null, productIds: [], leadSources: [], startsOn: null, endsOn: null },
        ...terms,
      },
    },
  ],
  ...more,
});

export const someContext = (...rules: Rule[]): RewardContext => ({
  rules,
  partners: new Map(['a', 'b'].map((id) => [id, { id, email: `${id}@partners.com`, absences: [] }])),
  timeZone: 'UTC',
  currency: 'usd',
});

/** A sale of 100.00 USD that partner "a" brought. */
export const someSale = (net: bigint, more: Partial<SaleFact> & { back?: bigint; at?: string } = {}): SaleFact => {
  const { back = 0n, at = '2026-01-31T12:00:00Z', ...rest } = more;
  return {
    ...{ connectionId: 'default', id: 'in_1', ownerId: 'cus_1', personId: 'cus_1', livemode: true, currency: 'usd' },
    occurredAt: new Date(at),
    parts: [{ productId: 'prod_1', net, back }],
    rate: { worth: net, of: net },
    shares: [{ partner: 'a', link: '', weight: '1' }],
    ...rest,
  };
};

export interface Booked extends Booking {
  paid: boolean;
}

/** Commissions with their lines, kept in memory as the engine keeps them in the database. */
export class Book {
  readonly stored = new Map<string, Stored>();
  readonly lines = new Map<string, Booked[]>();
  last: Change[] = [];

  constructor(private readonly context: RewardContext) {}

  /** Books what the sales come to; returns how many amounts that were. */
  settle(...sales: SaleFact[]): number {
    return this.take(sales, expectedOfSales(sales, new Set(['customer@example.com']), this.context));
  }

  take(facts: readonly SaleFact[], expected: readonly Expected[]): number {
    const stored = [...this.stored.values()].map((one) => ({
      ...one,
      fact: facts.find(({ id }) => id === one.sourceId) ?? null,
    }));
    this.last = settle(stored, expected);
    for (const change of this.last) this.write(change);
    return this.last.flatMap(({ bookings }) => bookings).length;
  }

  private write({ stored, expected, bookings, ...to }: Change) {
    const source: (CommissionKey & { fact: Stored['fact'] }) | null = stored ?? expected;
    if (!source) throw new Error('a change is of something');
    const key = keyOf(source);
    const before = stored ?? {
      ...{ id: key, decision: null, inPayout: false, wasPaid: false, livemode: true, dismissed: new Set<string>() },
    };
    const { event, connectionId, sourceId, partnerId, ruleId, fact } = source;
    const { proposal: _, ...rest } = to;
    this.stored.set(key, { ...before, ...{ event, connectionId, sourceId, partnerId, ruleId, fact }, ...rest });
    this.lines.set(key, [...(this.lines.get(key) ?? []), ...bookings.map((line) => ({ ...line, paid: false }))]);
  }

  /** Pays all that is open, of all partners unless it is said. */
  pay(partner?: string) {
    for (const [key, one] of this.stored) {
      if (partner !== undefined && one.partnerId !== partner) continue;
      if (one.status === 'hold' || (one.terms === null && !one.inPayout)) continue;
      this.stored.set(key, { ...one, inPayout: true, wasPaid: true, status: 'paid' });
      this.lines.set(
        key,
        (this.lines.get(key) ?? []).map((line) => ({ ...line, paid: true })),
      );
    }
  }

  decide(decision: Decision | null) {
    for (const [key, one] of this.stored) this.stored.set(key, { ...one, decision });
  }

  /** Accepts or dismisses what is proposed. */
  answer(accepts: boolean) {
    for (const { stored, proposal } of this.last) {
      if (!stored || !proposal) continue;
      const key = keyOf(stored);
      const one = this.stored.get(key) ?? stored;
      const dismissed = new Set([...one.dismissed, digestOf(proposal.terms)]);
      this.stored.set(key, accepts ? { ...one, terms: proposal.terms } : { ...one, dismissed });
    }
  }

  /** Of one partner: status, what is earned, and the amounts of the history. */
  of(partner = 'a') {
    const [entry] = [...this.stored].filter(([, { partnerId }]) => partnerId === partner);
    if (!entry) return null;
    const [key, { status, earnings, base, flags }] = entry;
    const lines = (this.lines.get(key) ?? []).map(({ kind, amount }) => `${kind} ${amount}`);
    return { status, earnings, base, flags, lines };
  }
}

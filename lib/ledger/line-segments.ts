import type { InvoiceFact, InvoiceItemFact, LineFact } from './facts';
import { compareText } from './order-versions';
import type { KnownInvoice } from './subscription-billing';

/** What one line says an item was, for [from, to) in Unix seconds. */
export interface Segment {
  itemKey: string;
  from: number;
  to: number;
  /** null: the item had been taken off. */
  line: LineFact | null;
  /** What its invoice tells of the discounts. */
  named: InvoiceFact['discounts'];
}

/** Lines that were written at one moment. */
interface Bill {
  id: string;
  at: number;
  lines: readonly LineFact[];
  named: InvoiceFact['discounts'];
}

const BILLED = ['paid', 'open', 'uncollectible'];

/** What lines say of a subscription, in the order in which they were written: later ones know better. */
export function segmentsOf(
  subscriptionId: string,
  { invoices, prorations }: { invoices: readonly KnownInvoice[]; prorations: readonly InvoiceItemFact[] },
): Segment[] {
  const bills = [...billed(subscriptionId, invoices), ...prorated(prorations)];
  return bills
    .sort((a, b) => a.at - b.at || compareText(a.id, b.id))
    .flatMap(({ lines, named }) =>
      [...lines].sort(byTelling).flatMap((line) => segmentOf(line, isCredit(line) ? null : line, named)),
    );
}

const billed = (subscriptionId: string, invoices: readonly KnownInvoice[]): Bill[] =>
  invoices.flatMap(({ id, fact }) => {
    if (!BILLED.includes(fact.status)) return [];
    const ofIt = (line: LineFact) => (line.subscription ?? fact.subscription) === subscriptionId && line.priceId;
    return [{ id, at: fact.created, lines: fact.lines.filter(ofIt), named: fact.discounts }];
  });

/** Above any id: an invoice of the same second that does not bill a change was made before it. */
const AFTER_INVOICES = '~';

/**
 * Each change by itself, from when it was made. When it is billed later, its line says the same of the same time, so nothing
 * counts twice; where it never is, because somebody waived it, the change was made all the same.
 */
function prorated(prorations: readonly InvoiceItemFact[]): Bill[] {
  const made = [...new Set(prorations.map(({ created }) => created))];
  return made.map((at) => {
    const lines = prorations.flatMap(({ created, line }) => (created === at && line.priceId ? [line] : []));
    return { id: AFTER_INVOICES, at, lines: lines.sort((a, b) => compareText(a.id, b.id)), named: [] };
  });
}

/**
 * Of several changes on one invoice the later know better, whatever their order on it. What a change gives back comes before
 * what it charges; a price of nothing before another.
 */
const byTelling = (a: LineFact, b: LineFact): number =>
  (a.periodStart ?? 0) - (b.periodStart ?? 0) || Math.sign(a.amount) - Math.sign(b.amount);

const isCredit = ({ proration, amount }: LineFact) => proration && amount < 0;

function segmentOf(line: LineFact, stands: LineFact | null, named: Segment['named']): Segment[] {
  const { periodStart, periodEnd } = line;
  if (periodStart === null || periodEnd === null || periodEnd <= periodStart) return [];
  const itemKey = line.subscriptionItem ?? line.priceId ?? '';
  return [{ itemKey, from: periodStart, to: periodEnd, line: stands, named }];
}

import { compareText } from '@/lib/ledger/order-versions';
import type { CommissionFlag, CountedTerms, RewardEvent } from '../types';
import { type Earned, earnedOfLead, earnedOfSale } from './earnings';
import type { LeadFact, RewardContext, RewardedPartner, SaleFact } from './facts';
import { isWithinMonths, rulesAt, type TermsInForce } from './terms-at';

/** What makes a commission the same one. */
export interface CommissionKey {
  event: RewardEvent;
  connectionId: string;
  sourceId: string;
  partnerId: string;
  ruleId: string;
}

/** A commission as the facts and the rules would have it. */
export interface Expected extends CommissionKey {
  fact: SaleFact | LeadFact;
  linkId: string;
  quantity: number;
  currency: string;
  terms: CountedTerms;
  /** Before anything was given back. */
  whole: Earned;
  now: Earned;
  flags: CommissionFlag[];
}

/** What is left of a sale, or how many leads there are, counted by given terms. */
export const earnedOf = (terms: CountedTerms, fact: SaleFact | LeadFact): Earned =>
  'parts' in fact ? earnedOfSale(terms, fact.parts) : earnedOfLead(terms, fact.quantity);

/**
 * The commissions on the sales of one person, in one mode. `emails`: what the person's customers are known by, as addresses
 * are compared. Any order of the sales gives the same result.
 */
export function expectedOfSales(
  sales: readonly SaleFact[],
  emails: ReadonlySet<string>,
  context: RewardContext,
): Expected[] {
  const ordered = [...sales].sort(inTime);
  const first = ordered[0];
  return ordered.flatMap((sale, index) => {
    const isDuplicate = ordered.slice(0, index).some((earlier) => isSamePayment(earlier, sale));
    return creditedPartners(sale, context).flatMap((partner) => {
      const own = sale.shares.flatMap((share, place) => (share.partner === partner.id ? [place] : []));
      return rulesAt(context, partner.id, 'sale', sale.occurredAt).flatMap((found) => {
        if (!first || !isRewarded(sale, first, found, context)) return [];
        const { reward, productIds } = found.terms;
        const rate = sale.rate && { worth: sale.rate.worth.toString(), of: sale.rate.of.toString() };
        const terms: CountedTerms = {
          ...{ version: found.version, reward, productIds, own },
          weights: sale.shares.map(({ weight }) => weight),
          rate: reward.kind === 'flat' ? null : rate,
        };
        const flags: CommissionFlag[] = [
          ...selfReferral(emails, partner),
          ...(isDuplicate ? ['duplicate' as const] : []),
          ...(reward.kind === 'percent' && sale.rate === null ? ['unconverted' as const] : []),
        ];
        const linkId = sale.shares.findLast(({ partner: id }) => id === partner.id)?.link ?? '';
        const currency = reward.kind === 'flat' ? reward.currency : context.currency;
        const untouched = sale.parts.map((part) => ({ ...part, back: 0n }));
        return {
          ...{ event: 'sale' as const, connectionId: sale.connectionId, sourceId: sale.id },
          ...{ partnerId: partner.id, ruleId: found.rule.id, fact: sale, linkId, quantity: 1, currency, terms, flags },
          ...{ whole: earnedOfSale(terms, untouched), now: earnedOfSale(terms, sale.parts) },
        };
      });
    });
  });
}

/** The commissions on the leads that one id of the app stands for, in one mode. */
export function expectedOfLeads(leads: readonly LeadFact[], context: RewardContext): Expected[] {
  const ordered = [...leads].sort(inTime);
  return ordered.flatMap((lead, index) => {
    const partner = context.partners.get(lead.partner);
    if (!partner || isGone(partner, lead.occurredAt)) return [];
    const isDuplicate = ordered
      .slice(0, index)
      .some(({ eventName, partner: id }) => eventName === lead.eventName && id === lead.partner);
    return rulesAt(context, partner.id, 'lead', lead.occurredAt).flatMap(({ rule, version, terms: inForce }) => {
      const { reward, leadSources } = inForce;
      if (reward.kind !== 'flat' || (leadSources.length > 0 && !leadSources.includes(lead.source))) return [];
      const terms: CountedTerms = { version, reward, productIds: [], weights: ['1'], own: [0], rate: null };
      const emails = new Set([lead.email, lead.externalId].flatMap((text) => text?.trim().toLowerCase() ?? []));
      const earned = earnedOfLead(terms, lead.quantity);
      return {
        ...{ event: 'lead' as const, connectionId: lead.connectionId, sourceId: lead.id },
        ...{ partnerId: partner.id, ruleId: rule.id, fact: lead, linkId: lead.link, quantity: lead.quantity },
        ...{ currency: reward.currency, terms, whole: earned, now: earned },
        flags: [...selfReferral(emails, partner), ...(isDuplicate ? ['duplicate' as const] : [])],
      };
    });
  });
}

const inTime = (a: SaleFact | LeadFact, b: SaleFact | LeadFact) =>
  a.occurredAt.getTime() - b.occurredAt.getTime() ||
  compareText(a.connectionId, b.connectionId) ||
  compareText(a.id, b.id);

const isGone = ({ absences }: RewardedPartner, at: Date) =>
  absences.some(({ from, until }) => at >= from && (until === null || at < until));

/** The partners that a sale is credited to, each once. */
function creditedPartners(sale: SaleFact, { partners }: RewardContext): RewardedPartner[] {
  return [...new Set(sale.shares.map(({ partner }) => partner))].flatMap((id) => {
    const partner = partners.get(id);
    return partner && !isGone(partner, sale.occurredAt) ? partner : [];
  });
}

function isRewarded(sale: SaleFact, first: SaleFact, { terms }: TermsInForce, { timeZone }: RewardContext): boolean {
  const { months, productIds } = terms;
  if (months === 0 && sale !== first) return false;
  if (months && !isWithinMonths(first.occurredAt, sale.occurredAt, months, timeZone)) return false;
  return sale.parts.some(
    ({ productId, net }) => net > 0n && (productIds.length === 0 || productIds.includes(productId)),
  );
}

const selfReferral = (emails: ReadonlySet<string>, { email }: RewardedPartner): CommissionFlag[] =>
  emails.has(email) ? ['self_referral'] : [];

const AT_ONCE_MS = 10 * 60_000;

/** Two payments of the same for the same within minutes: most often one that was made twice. */
function isSamePayment(a: SaleFact, b: SaleFact): boolean {
  if (a.currency !== b.currency || b.occurredAt.getTime() - a.occurredAt.getTime() > AT_ONCE_MS) return false;
  return soldIn(a) === soldIn(b);
}

const soldIn = ({ parts }: SaleFact): string =>
  parts
    .map(({ productId, net }) => `${net} ${productId}`)
    .sort()
    .join('\n');

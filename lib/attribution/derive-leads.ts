import type { Claim } from '@/lib/ledger/claims';
import type { Definitions } from '@/lib/ledger/definitions';
import type { Entry } from '@/lib/ledger/entry';
import { clicksIn } from './click-claims';
import { mainShare } from './split-credit';
import type { Attribution } from './types';

/** A lead that Stripe tells of. */
export interface DerivedLead {
  id: string;
  /** A Payment Link or checkout that names a click, a customer whose metadata does, or the start of a trial. */
  source: 'checkout' | 'customer' | 'trial';
  eventName: string;
  occurredAt: Date;
  quantity: number;
  /** The touch it is of, "" where none is known. */
  clickId: string;
  /** The app's own id of the customer where Stripe knows it, else Stripe's. */
  externalId: string;
}

interface Customer {
  ownerId: string;
  claims: readonly Claim[];
  /** Entries `trial_started`. */
  trials: readonly Entry[];
  attribution: Attribution | null;
}

const EXTERNAL_ID = 'metadata.dubCustomerExternalId';

/**
 * The leads of one customer that nobody tracked: one where its objects name the click it came by (RV-16, RV-24), and, where
 * trials count as leads, one for each trial or each unit on trial (RV-27, RV-28).
 */
export function deriveLeads(
  { ownerId, claims, trials, attribution }: Customer,
  { trialsAsLeads, quantityAsLeads }: Pick<Definitions, 'trialsAsLeads' | 'quantityAsLeads'>,
): DerivedLead[] {
  const externalId = claims.find(({ field }) => field === EXTERNAL_ID)?.value.trim() || ownerId;
  const leads: DerivedLead[] = [];
  const [click] = clicksIn(claims);
  if (click)
    leads.push({
      ...(click.on === 'customer'
        ? ({ id: `customer:${ownerId}`, source: 'customer', eventName: 'Sign up' } as const)
        : ({ id: `checkout:${click.object}`, source: 'checkout', eventName: 'Checkout' } as const)),
      ...{ occurredAt: new Date(click.at * 1000), quantity: 1, clickId: click.id, externalId },
    });
  if (!trialsAsLeads) return leads;
  const clickId = attribution?.shares[mainShare(attribution)]?.touch ?? '';
  for (const { id, occurredAt, detail } of trials) {
    const quantity = quantityAsLeads ? unitsOf(detail) : 1;
    leads.push({ id, source: 'trial', eventName: 'Trial started', occurredAt, quantity, clickId, externalId });
  }
  return leads;
}

/** Units provisioned on trial; at least one, as a trial of a metered price has none. */
const unitsOf = ({ units }: Entry['detail']): number => (typeof units === 'string' ? Math.max(1, Number(units)) : 1);

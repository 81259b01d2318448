import { z } from 'zod';
import { LEVELS } from '@/lib/identity/types';
import { connectionColour } from '@/lib/workspace/connection-inputs';

// What the list of people and a person's page answer, to the browser and to the REST API: money in minor units.

const mode = z.enum(['live', 'test']);
const money = z.int().describe('Minor units of the workspace’s currency.');
const instant = z.string().describe('ISO 8601.');
const rule = z
  .string()
  .describe('“pin”, “metadata:user_id”, “client_reference_id”, “email”, or “fallback” for no rule.');

const object = z.object({ type: z.string(), id: z.string(), url: z.string().describe('In Stripe’s dashboard.') });

export const listedPerson = z.object({
  id: z.string(),
  mode,
  names: z.array(z.string()).describe('Of the customers, at most five.'),
  emails: z.array(z.string()).describe('The same.'),
  customers: z.int().describe('Stripe customers, and guests who paid without being one.'),
  resolvedBy: z.array(rule).describe('The rules that found the person for its customers.'),
  mrrMinor: money.describe('MRR now.'),
  netRevenueMinor: money.describe('Net revenue of all time.'),
  firstSeenAt: instant.nullable(),
  lastPurchaseAt: instant.nullable(),
});
export type ListedPerson = z.output<typeof listedPerson>;

export const personList = z.object({
  currency: z.string(),
  people: z.array(listedPerson),
  nextCursor: z.string().nullable(),
});
export type PersonList = z.output<typeof personList>;

export const listedCustomer = z.object({
  connectionId: z.string(),
  connectionName: z.string(),
  colour: connectionColour.describe('Of the connection.'),
  id: z.string(),
  guest: z.boolean().describe('A payment without a customer.'),
  mode,
  person: z.string(),
  resolvedBy: rule,
  rivals: z.array(z.string()).describe('Other people that the rule which decided found as well.'),
  name: z.string().nullable(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  createdAt: instant.nullable(),
  deleted: z.boolean(),
  url: z.string().nullable().describe('In Stripe’s dashboard.'),
});
export type ListedCustomer = z.output<typeof listedCustomer>;

export const customerList = z.object({ customers: z.array(listedCustomer), nextCursor: z.string().nullable() });
export type CustomerList = z.output<typeof customerList>;

const evidence = z.object({
  connectionId: z.string(),
  connectionName: z.string(),
  customerId: z.string(),
  on: z.enum(LEVELS).describe('What kind of object says so; “event” is a bill or a payment.'),
  field: z.string(),
  value: z.string().describe('As Stripe has it.'),
  object: object.describe('The one that began to say so last.'),
  firstAt: instant,
  lastAt: instant.describe('When an object last began to say so.'),
  isStillSaid: z.boolean(),
});

const identifier = z.object({
  kind: z.enum(['id', 'email', 'alias', 'pin']),
  value: z.string(),
  isShared: z.boolean().describe('On so many customers that it names nobody.'),
  evidence: z.array(evidence),
  /** Of an alias or a pin. */
  since: instant.nullable(),
  by: z.string().nullable().describe('Who said so by hand.'),
});
export type Identifier = z.output<typeof identifier>;

const credit = z.object({
  model: z.string().describe('“last_touch”, “linear” …'),
  shares: z
    .array(
      z.object({
        at: instant.describe('When the touch was.'),
        part: z.number().describe('Of the sales: 0.5 is half.'),
        campaign: z.string(),
        source: z.string(),
        medium: z.string(),
        link: z.string().describe('Its short path; empty for none.'),
        partner: z.string().describe('The name.'),
      }),
    )
    .describe('In the order of time.'),
});
export type Credit = z.output<typeof credit>;

export const personDetail = listedPerson.extend({
  currency: z.string(),
  purchases: z.int(),
  creditedTo: credit.nullable().describe('The touches that the sales are credited to; null for Direct / unknown.'),
  customerList: z.array(
    listedCustomer.extend({ isShared: z.boolean().describe('Stands for somebody else and is shown with both.') }),
  ),
  identifiers: z.array(identifier),
});
export type PersonDetail = z.output<typeof personDetail>;

export const TIMELINE_KINDS = [
  ...(['created', 'trial', 'subscription', 'payment', 'refund', 'dispute', 'identity'] as const),
  ...(['touch', 'lead', 'tracked', 'attribution'] as const),
] as const;

export const timelineItem = z.object({
  id: z.string(),
  at: instant,
  kind: z.enum(TIMELINE_KINDS),
  title: z.string(),
  detail: z.string(),
  amountMinor: z.int().nullable(),
  currency: z.string(),
  connectionId: z.string(),
  customerId: z.string(),
  objects: z.array(object),
  /** Of a customer that went from one person to another. */
  people: z.object({ from: z.string(), to: z.string() }).nullable(),
});
export type TimelineItem = z.output<typeof timelineItem>;

export const timeline = z.object({ items: z.array(timelineItem), nextCursor: z.string().nullable() });
export type Timeline = z.output<typeof timeline>;

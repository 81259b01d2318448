import { z } from 'zod';
import type { FoundClick } from './find-click';
import type { LeadRequest } from './track-requests';
import type { TrackedSale } from './track-sale';

// What the `dub` package expects to be answered.

const customer = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  avatar: z.string().nullable(),
  externalId: z.string(),
});

export const trackedLead = z.object({
  click: z.object({ id: z.string() }),
  link: z
    .object({
      id: z.string(),
      domain: z.string(),
      key: z.string(),
      shortLink: z.string(),
      url: z.string(),
      partnerId: z.string().nullable(),
      programId: z.null(),
      tenantId: z.null(),
      externalId: z.string().nullable(),
    })
    .nullable(),
  customer,
});

export const trackedSale = z.object({
  eventName: z.string(),
  customer: customer.extend({ id: z.string() }),
  sale: z.object({
    amount: z.int().describe('Minor units.'),
    currency: z.string(),
    paymentProcessor: z.string(),
    invoiceId: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()).nullable(),
  }),
});

/** A refusal, as Dub’s API writes it. */
export const trackFailure = z.object({
  error: z.object({
    code: z
      .string()
      .describe('bad_request, unauthorized, forbidden, not_found, unprocessable_entity, rate_limit_exceeded …'),
    message: z.string().describe('A sentence that names the member.'),
    field: z.string().optional(),
  }),
});

/** @param origin Where this Headwater is reached: "https://links.example.com". */
export function leadAnswer(click: FoundClick, request: LeadRequest, origin: string): z.output<typeof trackedLead> {
  const { id, link } = click;
  return {
    click: { id },
    link: link && {
      id: link.id,
      domain: new URL(origin).host,
      key: link.slug,
      shortLink: `${origin}/r/${link.slug}`,
      url: link.url,
      partnerId: link.partnerId,
      programId: null,
      tenantId: null,
      externalId: link.externalId,
    },
    customer: {
      name: request.customerName || null,
      email: request.customerEmail || null,
      avatar: request.customerAvatar || null,
      externalId: request.customerExternalId,
    },
  };
}

export function saleAnswer({ sale, customer: who }: TrackedSale): z.output<typeof trackedSale> {
  const { eventName, externalId, amountMinor, currency, paymentProcessor, invoiceId, metadata } = sale;
  return {
    eventName,
    customer: { id: externalId, externalId, ...who },
    sale: { amount: Number(amountMinor), currency, paymentProcessor, invoiceId, metadata },
  };
}

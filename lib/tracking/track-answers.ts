import type { FoundClick } from './find-click';
import type { LeadRequest } from './track-requests';
import type { TrackedSale } from './track-sale';

// What the `dub` package expects to be answered.

/** @param origin Where this Headwater is reached: "https://links.example.com". */
export function leadAnswer({ id, link }: FoundClick, request: LeadRequest, origin: string) {
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

export function saleAnswer({ sale, customer }: TrackedSale) {
  const { eventName, externalId, amountMinor, currency, paymentProcessor, invoiceId, metadata } = sale;
  return {
    eventName,
    customer: { id: externalId, externalId, ...customer },
    sale: { amount: Number(amountMinor), currency, paymentProcessor, invoiceId, metadata },
  };
}

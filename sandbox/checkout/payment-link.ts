import { z } from 'zod';
import { invalidRequest } from '../core/errors';
import { clearable, flag, mergeMetadata, metadata, text } from '../core/params';
import { change, type Sandbox } from '../core/sandbox';
import type { CheckoutLine, CheckoutSession } from '../objects/checkout-session';
import { type AfterCompletion, newPaymentLink, type PaymentLink } from '../objects/payment-link';
import { type CheckoutItem, checkoutAmounts } from './checkout-amounts';
import { checkoutItem, lineItems, offerParams } from './checkout-params';
import { createCheckoutSession } from './create-session';

const afterCompletion = z.strictObject({
  hosted_confirmation: z.strictObject({ custom_message: text.optional() }).optional(),
  redirect: z.strictObject({ url: text }).optional(),
  type: z.enum(['hosted_confirmation', 'redirect']),
});

export const linkParams = z.strictObject({
  ...offerParams,
  after_completion: afterCompletion.optional(),
  inactive_message: text.optional(),
  line_items: lineItems,
});
export const linkChange = z.strictObject({
  active: flag.optional(),
  after_completion: afterCompletion.optional(),
  allow_promotion_codes: flag.optional(),
  automatic_tax: offerParams.automatic_tax,
  inactive_message: clearable(text).optional(),
  metadata: metadata.optional(),
});

/** What a link sells, from which each of its sessions is made. */
export interface LinkOffer {
  readonly items: readonly CheckoutItem[];
  readonly lines: readonly CheckoutLine[];
  readonly request: z.output<typeof linkParams>;
}

export function createPaymentLink(sandbox: Sandbox, request: z.output<typeof linkParams>): PaymentLink {
  const items = request.line_items.map((line, i) => checkoutItem(sandbox, line, i));
  const currency = items[0]?.price.currency;
  if (!currency) throw invalidRequest('Missing required param: line_items.', 'line_items', 'parameter_missing');
  const recurring = items.some(({ price }) => price.recurring);
  const { lines } = checkoutAmounts(sandbox, items, { coupons: [], currency, taxCountry: null, inTrial: false });
  const id = sandbox.ids.next('plink');
  const link = sandbox.store.paymentLinks.add(
    newPaymentLink({
      id,
      active: true,
      after_completion: completionOf(request.after_completion),
      allow_promotion_codes: request.allow_promotion_codes ?? false,
      automatic_tax: taxOf(request.automatic_tax?.enabled ?? false),
      currency,
      customer_creation: request.customer_creation ?? (recurring ? 'always' : 'if_required'),
      inactive_message: request.inactive_message ?? null,
      invoice_creation: recurring ? null : { enabled: request.invoice_creation?.enabled ?? false, invoice_data: null },
      livemode: sandbox.settings.livemode,
      metadata: mergeMetadata({}, request.metadata),
      payment_intent_data: paymentData(request.payment_intent_data),
      payment_method_collection: request.payment_method_collection ?? 'always',
      payment_method_types: request.payment_method_types ?? null,
      subscription_data: recurring ? subscriptionData(request.subscription_data) : null,
      url: `${sandbox.pages.links}/l/${id}`,
    }),
  );
  sandbox.store.linkOffers.set(id, { items, lines, request });
  sandbox.emit('payment_link.created', link);
  return link;
}

export function changePaymentLink(
  sandbox: Sandbox,
  before: PaymentLink,
  request: z.output<typeof linkChange>,
): PaymentLink {
  return change(
    sandbox,
    sandbox.store.paymentLinks,
    before,
    {
      active: request.active ?? before.active,
      after_completion: request.after_completion ? completionOf(request.after_completion) : before.after_completion,
      allow_promotion_codes: request.allow_promotion_codes ?? before.allow_promotion_codes,
      automatic_tax: request.automatic_tax ? taxOf(request.automatic_tax.enabled) : before.automatic_tax,
      inactive_message: request.inactive_message === undefined ? before.inactive_message : request.inactive_message,
      metadata: mergeMetadata(before.metadata, request.metadata),
    },
    'payment_link.updated',
  );
}

export interface LinkVisit {
  readonly client_reference_id?: string | undefined;
  readonly customer_email?: string | undefined;
}

/** Everybody who opens the link gets a session of their own, which remembers what the address told of them. */
export function openPaymentLink(sandbox: Sandbox, link: PaymentLink, visit: LinkVisit): CheckoutSession {
  const offer = sandbox.store.linkOffers.get(link.id);
  if (!offer) throw new Error(`${link.id} sells nothing`);
  const { after_completion: _after, inactive_message: _message, line_items: _lines, ...shared } = offer.request;
  const then = link.after_completion;
  const recurring = offer.items.some(({ price }) => price.recurring);
  return createCheckoutSession(
    sandbox,
    {
      ...shared,
      ...visit,
      allow_promotion_codes: link.allow_promotion_codes,
      automatic_tax: { enabled: link.automatic_tax.enabled },
      metadata: link.metadata,
      mode: recurring ? 'subscription' : 'payment',
      ...(then.type === 'redirect' && { success_url: then.redirect.url }),
    },
    { id: link.id, items: offer.items.map((item) => ({ ...item, id: sandbox.ids.next('li') })) },
  );
}

function completionOf(given: z.output<typeof afterCompletion> | undefined): AfterCompletion {
  if (given?.redirect) return { type: 'redirect', redirect: { url: given.redirect.url } };
  const message = given?.hosted_confirmation?.custom_message ?? null;
  return { type: 'hosted_confirmation', hosted_confirmation: { custom_message: message } };
}

const taxOf = (enabled: boolean): PaymentLink['automatic_tax'] => ({
  enabled,
  liability: enabled ? { type: 'self' } : null,
});

function paymentData(given: LinkOffer['request']['payment_intent_data']): PaymentLink['payment_intent_data'] {
  return given
    ? {
        capture_method: given.capture_method ?? null,
        description: given.description ?? null,
        metadata: mergeMetadata({}, given.metadata),
        setup_future_usage: given.setup_future_usage ?? null,
        statement_descriptor: given.statement_descriptor ?? null,
        statement_descriptor_suffix: given.statement_descriptor_suffix ?? null,
        transfer_group: null,
      }
    : null;
}

const subscriptionData = (given: LinkOffer['request']['subscription_data']): PaymentLink['subscription_data'] => ({
  description: given?.description ?? null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  metadata: mergeMetadata({}, given?.metadata),
  trial_period_days: given?.trial_period_days ?? null,
  trial_settings: given?.trial_settings ?? null,
});

import { minorUnitDigits } from '../billing/fees';
import { paySession } from '../checkout/pay-session';
import { StripeApiError } from '../core/errors';
import type { Method } from '../core/router';
import type { Sandbox } from '../core/sandbox';
import type { CheckoutSession } from '../objects/checkout-session';
import { wholeAddress } from '../objects/customer';
import { escapeHtml, htmlPage } from './html';
import { type Form, type PageAnswer, sentTo, shown } from './visit';

/** The page behind `session.url`: a plain form that pays, and sends the buyer on. */
export function checkoutPage(sandbox: Sandbox, method: Method, id: string, form: Form): PageAnswer | undefined {
  const session = sandbox.store.checkoutSessions.get(id);
  if (!session) return undefined;
  if (session.status === 'complete') return afterwards(session);
  if (session.status === 'expired') return shown(htmlPage('Expired', '<h1>This page has expired</h1>'), 410);
  return method === 'POST' ? pay(sandbox, session, form) : shown(formPage(sandbox, session, {}));
}

function pay(sandbox: Sandbox, session: CheckoutSession, form: Form): PageAnswer {
  const text = (name: string) => {
    const value = form[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const country = text('country')?.toUpperCase() ?? null;
  try {
    const after = paySession(sandbox, session, {
      address: country ? wholeAddress({ country, postal_code: text('postal_code') }) : null,
      email: text('email'),
      name: text('name'),
      paymentMethod: text('payment'),
      promotionCode: text('promotion_code') ?? undefined,
    });
    if (after.status === 'complete') return afterwards(after);
    return sentTo(`${sandbox.pages.hooks}/authenticate/${waitingIntent(sandbox, after)}`);
  } catch (error) {
    if (!(error instanceof StripeApiError)) throw error;
    return shown(formPage(sandbox, session, form, error.message), error.status);
  }
}

/** The payment or setup of a session that waits for the buyer's bank. */
function waitingIntent(sandbox: Sandbox, session: CheckoutSession): string {
  const { invoicePayments } = sandbox.store;
  const invoiced = invoicePayments.where('invoice', session.invoice ?? '')[0]?.payment.payment_intent;
  return session.setup_intent ?? session.payment_intent ?? invoiced ?? '';
}

/** Where a buyer goes who has paid: to the shop, or to a word of thanks where none is named. */
export function afterwards(session: CheckoutSession): PageAnswer {
  if (session.success_url) return sentTo(session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id));
  return shown(htmlPage('Thank you', '<h1>Thank you</h1><p>Your payment is complete.</p>'));
}

function formPage(sandbox: Sandbox, session: CheckoutSession, form: Form, problem?: string): string {
  const owner = sandbox.store.customers.get(session.customer ?? '');
  const email = owner?.email ?? session.customer_email;
  const given = (name: string) => (typeof form[name] === 'string' ? form[name] : '');
  const field = (name: string, label: string, value: string, extra = '') =>
    `<label>${label}<input name="${name}" value="${escapeHtml(value)}" ${extra}></label>`;
  const debit = !session.payment_method_types.includes('card') && session.payment_method_types.includes('sepa_debit');
  return htmlPage(
    `Pay ${sandbox.settings.accountName}`,
    `<h1>${escapeHtml(sandbox.settings.accountName)}</h1>
${problem === undefined ? '' : `<p role="alert">${escapeHtml(problem)}</p>`}
${session.mode === 'setup' ? '<p>Save your payment details</p>' : summary(sandbox, session)}
<form method="post">
${email ? `<p>${escapeHtml(email)}</p>` : field('email', 'E-mail', given('email'), 'type="email" required')}
${field('name', 'Name', given('name') || (owner?.name ?? ''), 'autocomplete="name"')}
${field('country', 'Country (two letters)', given('country') || (owner?.address?.country ?? ''), 'maxlength="2" autocomplete="country"')}
${session.allow_promotion_codes ? field('promotion_code', 'Promotion code', given('promotion_code')) : ''}
${field('payment', debit ? 'IBAN' : 'Card number', '', 'inputmode="text" autocomplete="cc-number"')}
<button type="submit">${session.mode === 'setup' ? 'Save' : session.mode === 'subscription' ? 'Subscribe' : 'Pay'}</button>
</form>
${session.cancel_url ? `<p><a href="${escapeHtml(session.cancel_url)}">Back</a></p>` : ''}`,
  );
}

function summary(sandbox: Sandbox, session: CheckoutSession): string {
  const lines = sandbox.store.checkoutPlans.get(session.id)?.lines ?? [];
  const row = (label: string, amount: number, kind = '') =>
    `<tr${kind}><td>${escapeHtml(label)}</td><td>${money(amount, session.currency)}</td></tr>`;
  return `<table>
${lines.map((line) => row(`${line.quantity} × ${line.description ?? ''}`, line.amount_subtotal)).join('\n')}
${session.total_details?.amount_discount ? row('Discount', -session.total_details.amount_discount) : ''}
${session.total_details?.amount_tax ? row('Tax', session.total_details.amount_tax) : ''}
${row('Due today', session.amount_total ?? 0, ' class="total"')}
</table>`;
}

function money(amount: number, currency: string | null): string {
  const code = currency ?? 'usd';
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: code });
  return format.format(amount / 10 ** minorUnitDigits(code));
}

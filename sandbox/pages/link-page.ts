import { openPaymentLink } from '../checkout/payment-link';
import type { Method } from '../core/router';
import type { Sandbox } from '../core/sandbox';
import { escapeHtml, htmlPage } from './html';
import { type Form, type PageAnswer, sentTo, shown } from './visit';

/** The address of a payment link: opens a session and leads to its page. */
export function linkPage(sandbox: Sandbox, _method: Method, id: string, form: Form): PageAnswer | undefined {
  const link = sandbox.store.paymentLinks.get(id);
  if (!link) return undefined;
  if (!link.active) {
    const message = link.inactive_message ?? 'This link is no longer active.';
    return shown(htmlPage('Not active', `<h1>${escapeHtml(message)}</h1>`), 410);
  }
  const text = (name: string) => (typeof form[name] === 'string' && form[name] !== '' ? form[name] : undefined);
  const session = openPaymentLink(sandbox, link, {
    client_reference_id: text('client_reference_id'),
    customer_email: text('prefilled_email'),
  });
  return sentTo(session.url ?? '/');
}

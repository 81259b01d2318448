import { authenticate } from '../billing/authenticate';
import type { Method } from '../core/router';
import type { Sandbox } from '../core/sandbox';
import { afterwards } from './checkout-page';
import { htmlPage } from './html';
import { type Form, type PageAnswer, sentTo, shown } from './visit';

/** The page of the buyer's bank: they prove who they are, or fail to, and go back to where they came from. */
export function authenticatePage(sandbox: Sandbox, method: Method, id: string, form: Form): PageAnswer | undefined {
  const { paymentIntents, setupIntents, checkoutSessions, sessionOfIntent } = sandbox.store;
  const intent = setupIntents.get(id) ?? paymentIntents.get(id);
  if (!intent) return undefined;
  if (method !== 'POST' && intent.status === 'requires_action') return shown(QUESTION);
  const action = intent.next_action;
  if (intent.status === 'requires_action') authenticate(sandbox, id, form.answer === 'complete');
  const session = checkoutSessions.get(sessionOfIntent.get(id) ?? '');
  if (session?.status === 'open') return sentTo(session.url ?? '/');
  if (session) return afterwards(session);
  if (action?.type === 'redirect_to_url') return sentTo(action.redirect_to_url.return_url);
  return shown(htmlPage('Your bank', '<h1>Thank you</h1><p>You may close this page.</p>'));
}

const QUESTION = htmlPage(
  'Your bank',
  `<h1>Your bank asks</h1>
<p>Is it you who pays?</p>
<form method="post">
<button type="submit" name="answer" value="complete">Complete authentication</button>
<button type="submit" name="answer" value="fail" class="second">Fail authentication</button>
</form>`,
);

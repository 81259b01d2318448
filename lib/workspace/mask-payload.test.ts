import { expect, test } from 'vitest';
import { maskPayload } from './mask-payload';

test('e-mails, telephone numbers and names of people are hidden, ids and amounts stay', () => {
  const masked = maskPayload({
    id: 'evt_1',
    data: {
      object: {
        object: 'charge',
        amount: 4900,
        receipt_email: 'jo@example.com',
        description: 'Payment by jo@example.com for order 7',
        billing_details: { email: 'jo@example.com', name: 'Jo', phone: '+49 1' },
        metadata: { user_id: 'u_1', contact: 'jo@example.com' },
      },
    },
  });
  expect(JSON.stringify(masked)).not.toMatch(/jo@|"Jo"|\+49/);
  expect(masked).toMatchObject({
    data: { object: { amount: 4900, description: 'Payment by ••• for order 7', metadata: { user_id: 'u_1' } } },
  });
});

test('the name of a product is shown', () => {
  expect(maskPayload({ object: 'product', name: 'Gold' })).toEqual({ object: 'product', name: 'Gold' });
});

test('absent values stay absent', () => {
  expect(maskPayload({ email: null, name: null, list: [1, null, 'x'] })).toEqual({
    email: null,
    name: null,
    list: [1, null, 'x'],
  });
});

test('client secrets and links that open a buyer’s page are hidden, the paths of lists are not', () => {
  const masked = maskPayload({
    object: 'checkout.session',
    client_secret: 'cs_secret_1',
    url: 'https://checkout.example/pay/1',
    hosted_invoice_url: 'https://invoice.example/1',
    invoice_pdf: 'https://invoice.example/1/pdf',
    line_items: { object: 'list', url: '/v1/checkout/sessions/cs_1/line_items' },
  });
  expect(JSON.stringify(masked)).not.toMatch(/cs_secret|https/);
  expect(masked).toMatchObject({ line_items: { url: '/v1/checkout/sessions/cs_1/line_items' } });
});

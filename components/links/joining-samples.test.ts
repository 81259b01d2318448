import { expect, test } from 'vitest';
import { createCustomerSample, leadSample, scriptSample, updateCustomerSample } from './joining-samples';

const site = { origin: 'https://links.example.com', publicKey: 'hw_pk_1' };

test('RV-21 the script and the server SDK point at this Headwater', () => {
  expect(scriptSample(site)).toBe(
    '<script src="https://links.example.com/script.js" data-key="hw_pk_1" defer></script>',
  );
  expect(leadSample(site)).toContain("serverURL: 'https://links.example.com'");
});

test('RV-24 RV-25 RV-38 a customer is made and changed with both, and changed by the id that Stripe knows', () => {
  for (const sample of [createCustomerSample(), updateCustomerSample()])
    for (const name of ['dubCustomerExternalId: user.id', 'dubClickId']) expect(sample).toContain(name);
  expect(updateCustomerSample()).toMatch(/customers\.update\(user\.stripeCustomerId,/);
});

import { describe, expect, test } from 'vitest';
import { resolvePerson } from '@/lib/identity/resolve-person';
import { DEFAULT_MAPPING, identityRules } from '@/lib/identity/types';
import type { Claim } from '@/lib/ledger/claims';
import { PRESETS } from './presets';

const says = (field: string, value: string, on: Claim['on'] = 'event'): Claim => ({
  ...{ on, field, value, object: 'in_1', first: 100, last: 100 },
});

function personBy(label: (typeof PRESETS)[number]['label'], claims: Claim[]): string {
  const preset = PRESETS.find((one) => one.label === label);
  const mapping = { ...DEFAULT_MAPPING, rules: preset?.rules ?? [] };
  return resolvePerson({ id: 'cus_1', claims }, mapping).personId;
}

const receipt = says('receipt_email', ' A@B.com ');
const user = says('metadata.user_id', 'u1');

describe('presets', () => {
  test('each can be saved', () => {
    for (const { rules } of PRESETS) expect(identityRules.safeParse(rules).success).toBe(true);
  });

  test('AM-13 AM-14 AM-15 AM-16 AM-17 AM-18 AM-19 Amplitude’s six, one after the other', () => {
    const six = [
      says('metadata.amplitude_id', 'a1'),
      user,
      says('customer_email', 'bill@b.com'),
      says('email', 'own@b.com', 'customer'),
      receipt,
    ];
    const found = six.map((_, index) => personBy('Amplitude', six.slice(index)));
    expect(found).toEqual(['a1', 'u1', 'bill@b.com', 'own@b.com', 'a@b.com']);
    expect(personBy('Amplitude', [])).toBe('cus_1');
  });

  test('FK-26 FK-40 FloKit’s e-mail is the customer’s, and of an anonymous checkout the one given there', () => {
    const checkout = says('customer_email', 'guest@b.com', 'session');
    expect(personBy('FloKit: e-mail address', [user, checkout])).toBe('guest@b.com');
    expect(personBy('FloKit: e-mail address', [checkout, says('email', 'own@b.com', 'customer')])).toBe('own@b.com');
  });

  test('FK-27 FloKit’s metadata field is the customer’s user_id', () => {
    expect(personBy('FloKit: metadata field', [{ ...user, on: 'customer' }, receipt])).toBe('u1');
    expect(personBy('FloKit: metadata field', [user, receipt])).toBe('a@b.com');
  });

  test('RC-10 RevenueCat’s key is looked up on the session, then on the subscription', () => {
    const key = (value: string, on: Claim['on']) => says('metadata.app_user_id', value, on);
    expect(personBy('RevenueCat', [key('s', 'subscription'), key('c', 'session')])).toBe('c');
    expect(personBy('RevenueCat', [key('s', 'subscription'), key('e', 'event')])).toBe('s');
    expect(personBy('RevenueCat', [key('e', 'event')])).toBe('cus_1');
  });

  test('B15-9 Dub’s external id comes before the address', () => {
    expect(personBy('Dub', [says('metadata.dubCustomerExternalId', 'user_123', 'session'), receipt])).toBe('user_123');
    expect(personBy('Dub', [receipt])).toBe('a@b.com');
  });
});

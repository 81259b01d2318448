import { describe, expect, test } from 'vitest';
import { normaliseEmail, resolvePerson } from './resolve-person';
import { DEFAULT_RULES, type Identifiable, type IdentityRule } from './types';

const resolve = (given: Partial<Identifiable>, rules: readonly IdentityRule[] = DEFAULT_RULES) => {
  const { personId, resolvedBy } = resolvePerson(
    { id: 'cus_1', email: null, metadata: {}, emails: [], ...given },
    rules,
  );
  return `${personId} by ${resolvedBy}`;
};

describe('B15 who a customer is', () => {
  test('B15-1 the first rule that finds a value wins', () => {
    expect(resolve({ metadata: { user_id: 'u1', amplitude_id: 'a1' } })).toBe('a1 by metadata:amplitude_id');
    expect(resolve({ metadata: { user_id: 'u1', amplitude_id: 'a1' } }, [{ kind: 'metadata', key: 'user_id' }])).toBe(
      'u1 by metadata:user_id',
    );
  });

  test('B15-2 an e-mail is trimmed and lower-cased, and the strongest comes first', () => {
    expect(resolve({ emails: [' X@Y.com ', 'r@y.com'] })).toBe('x@y.com by email');
  });

  test('B15-3 the customer’s own e-mail comes before its receipts’', () => {
    expect(resolve({ email: 'c@y.com', emails: ['r@y.com'] })).toBe('c@y.com by email');
  });

  test('B15-4 nothing but an id is a provisional person', () => {
    expect(resolve({})).toBe('cus_1 by fallback');
  });

  test.each(['', '   ', 'null', 'undefined', 'N/A', '[object Object]', '0'])(
    'B15-5 %j in metadata names nobody: the next rule is asked',
    (value) => {
      expect(resolve({ metadata: { user_id: value }, email: 'c@y.com' })).toBe('c@y.com by email');
    },
  );

  test('B15-7 an e-mail does not merge customers that have user ids', () => {
    const two = ['u1', 'u2'].map((user_id) => resolve({ email: 'c@y.com', metadata: { user_id } }));
    expect(new Set(two).size).toBe(2);
  });

  test('B15-9 a Dub customer’s external id is among the default keys', () => {
    expect(resolve({ metadata: { dubCustomerExternalId: 'user_123' } })).toBe(
      'user_123 by metadata:dubCustomerExternalId',
    );
  });

  test('B15-10 changing the order of rules changes only who comes first', () => {
    const given = { email: 'c@y.com', metadata: { user_id: 'u1' } };
    expect(resolve(given, [{ kind: 'email' }, { kind: 'metadata', key: 'user_id' }])).toBe('c@y.com by email');
  });

  test.each([
    ['A+tag@B.com', 'a+tag@b.com'],
    ['not an address', null],
    ['a@b@c', null],
    ['', null],
    [null, null],
  ])('B15 rule 4 %j is normalised to %j', (email, expected) => {
    expect(normaliseEmail(email)).toBe(expected);
  });
});

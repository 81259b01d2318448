import { describe, expect, test } from 'vitest';
import type { Claim } from '@/lib/ledger/claims';
import { normaliseEmail } from './normalise';
import { resolvePerson } from './resolve-person';
import {
  DEFAULT_MAPPING,
  DEFAULT_RULES,
  type IdentityRule,
  type IdentitySettings,
  identitySettings,
  type ResolveContext,
} from './types';

const says = (field: string, value: string, more: Partial<Claim> = {}): Claim => ({
  ...{ on: 'customer', field, value, object: 'cus_1', first: 100, last: 100 },
  ...more,
});
const metadata = (key: string, value: string, more: Partial<Claim> = {}) => says(`metadata.${key}`, value, more);

interface Asked {
  rules?: readonly IdentityRule[];
  settings?: Partial<IdentitySettings>;
  context?: ResolveContext;
}

const find = (claims: readonly Claim[], { rules = DEFAULT_RULES, settings = {}, context = {} }: Asked = {}) =>
  resolvePerson({ id: 'cus_1', claims }, { rules, settings: { ...DEFAULT_MAPPING.settings, ...settings } }, context);
const resolve = (claims: readonly Claim[], asked?: Asked) => {
  const { personId, resolvedBy } = find(claims, asked);
  return `${personId} by ${resolvedBy}`;
};

describe('B15 who a customer is', () => {
  test('B15-1 the first rule that finds a value wins', () => {
    const both = [metadata('user_id', 'u1'), metadata('amplitude_id', 'a1')];
    expect(resolve(both)).toBe('a1 by metadata:amplitude_id');
    expect(resolve(both, { rules: [{ kind: 'metadata', key: 'user_id' }] })).toBe('u1 by metadata:user_id');
  });

  test('B15-2 an e-mail is trimmed and lower-cased, and that of the bill comes before that of the receipt', () => {
    const emails = [
      says('receipt_email', 'r@y.com', { on: 'event' }),
      says('customer_email', ' X@Y.com ', { on: 'event' }),
    ];
    expect(resolve(emails)).toBe('x@y.com by email');
  });

  test('B15-3 the customer’s own e-mail comes before its receipts’', () => {
    expect(resolve([says('receipt_email', 'r@y.com', { on: 'event' }), says('email', 'c@y.com')])).toBe(
      'c@y.com by email',
    );
  });

  test('B15-4 nothing but an id is a provisional person', () => {
    expect(resolve([])).toBe('cus_1 by fallback');
  });

  test.each(['', '   ', 'null', 'undefined', 'N/A', '[object Object]', '0'])(
    'B15-5 %j in metadata names nobody: the next rule is asked',
    (value) => {
      expect(resolve([metadata('user_id', value), says('email', 'c@y.com')])).toBe('c@y.com by email');
    },
  );

  test('B15-7 an e-mail does not merge customers that have user ids', () => {
    const two = ['u1', 'u2'].map((user_id) => resolve([metadata('user_id', user_id), says('email', 'c@y.com')]));
    expect(new Set(two).size).toBe(2);
  });

  test('B15-8 a click’s id is no person, whichever rule would find it', () => {
    const clicked = says('client_reference_id', 'dub_id_abc', { on: 'session' });
    const rules: IdentityRule[] = [{ kind: 'client_reference_id' }, { kind: 'email' }];
    expect(resolve([clicked, says('email', 'c@y.com')], { rules })).toBe('c@y.com by email');
    expect(resolve([clicked, metadata('user_id', 'dub_id_abc')])).toBe('cus_1 by fallback');
  });

  test('B15-9 a reference that is a team’s is not asked by default, and a Dub customer’s external id is', () => {
    const team = says('client_reference_id', 'team_1', { on: 'session' });
    expect(resolve([team, metadata('dubCustomerExternalId', 'user_123', { on: 'session' })])).toBe(
      'user_123 by metadata:dubCustomerExternalId',
    );
    expect(resolve([team], { rules: [{ kind: 'client_reference_id' }] })).toBe('team_1 by client_reference_id');
  });

  test('B15-10 changing the order of rules changes only who comes first', () => {
    const given = [says('email', 'c@y.com'), metadata('user_id', 'u1')];
    const rules: IdentityRule[] = [{ kind: 'email' }, { kind: 'metadata', key: 'user_id' }];
    expect(resolve(given, { rules })).toBe('c@y.com by email');
    expect(find(given, { rules }).identifiers).toEqual(find(given).identifiers);
  });

  test.each([
    ['A+tag@B.com', 'a+tag@b.com'],
    ['not an address', null],
    ['a@b@c', null],
    ['', null],
  ])('B15 rule 4 %j is normalised to %j', (email, expected) => {
    expect(normaliseEmail(email, identitySettings.parse({}))).toBe(expected);
  });

  test('B15 rule 4 plus-tags can be dropped', () => {
    expect(normaliseEmail('A+tag@B.com', { dropPlusTags: true, hashEmails: false })).toBe('a@b.com');
  });

  test('B15-12 an e-mail that is hashed is the SHA-256 of the address as it is compared', () => {
    expect(resolve([says('email', ' A@B.com ')], { settings: { hashEmails: true } })).toBe(
      'fb98d44ad7501a959f3f4f4a3f004fe2d9e581ea6207e218c4b02c08a4d75adf by email',
    );
  });
});

describe('B15 where an id is looked up', () => {
  const everywhere = (['customer', 'payment_intent', 'session', 'subscription', 'event'] as const).map((on) =>
    metadata('user_id', `of_${on}`, { on }),
  );

  test('B15 rule 2 event object → subscription → checkout session → payment intent → customer', () => {
    for (let found = everywhere; found.length > 0; found = found.slice(0, -1))
      expect(resolve(found)).toBe(`of_${found.at(-1)?.on} by metadata:user_id`);
  });

  test('RC-10 a rule may look on some of them only, in an order of its own', () => {
    const rules: IdentityRule[] = [{ kind: 'metadata', key: 'user_id', on: ['session', 'subscription'] }];
    expect(resolve(everywhere, { rules })).toBe('of_session by metadata:user_id');
    expect(resolve(everywhere.slice(0, 2), { rules })).toBe('cus_1 by fallback');
  });
});

describe('B15 two ids of one rule on one customer', () => {
  const old = metadata('user_id', 'old', { first: 100, last: 100, past: true });
  const now = metadata('user_id', 'now', { first: 200, last: 200 });

  test.each([
    ['transfer', 'now', 'old'],
    ['keep_original', 'old', 'now'],
    ['share', 'old', 'now'],
    ['transfer_if_inactive', 'now', 'old'],
  ] as const)('by %s it is %s’s, and %s is named beside it', (conflictPolicy, winner, other) => {
    const both = [
      now,
      conflictPolicy.startsWith('transfer') ? metadata('user_id', 'old', { on: 'payment_intent' }) : old,
    ];
    const { personId, rivals } = find(both, {
      rules: [{ kind: 'metadata', key: 'user_id', on: ['customer', 'payment_intent'] }],
      settings: { conflictPolicy },
    });
    expect([personId, rivals]).toEqual([winner, [other]]);
  });

  test('an active subscription keeps a customer where it is, by transfer_if_inactive', () => {
    const settings = { conflictPolicy: 'transfer_if_inactive' } as const;
    expect(resolve([old, { ...now, active: true }], { settings })).toBe('old by metadata:user_id');
  });

  test('an id that nobody says any more gives way, and is named still', () => {
    expect(find([old, now])).toMatchObject({ personId: 'now', rivals: ['old'], identifiers: ['id:now', 'id:old'] });
    expect(find([old])).toMatchObject({ personId: 'cus_1', resolvedBy: 'fallback', rivals: [] });
  });
});

describe('what stands before the rules, and bounds them', () => {
  const known = [metadata('user_id', 'u1'), says('email', 'c@y.com')];

  test('somebody’s word comes first', () => {
    expect(resolve(known, { context: { pin: 'u9' } })).toBe('u9 by pin');
  });

  test('an alias stands for its person', () => {
    expect(resolve(known, { context: { personOf: (id) => (id === 'u1' ? 'u2' : id) } })).toBe('u2 by metadata:user_id');
  });

  test('what too many carry names nobody', () => {
    const context = { isShared: (identifier: string) => identifier === 'id:u1' };
    expect(resolve(known, { context })).toBe('c@y.com by email');
    expect(find(known, { context }).identifiers).toEqual(['email:c@y.com', 'id:u1']);
  });
});

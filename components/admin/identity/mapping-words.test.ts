import { expect, test } from 'vitest';
import { DEFAULT_MAPPING, type IdentityRule, type Mapping } from '@/lib/identity/types';
import { changesInWords, mappingKey, ruleInWords } from './mapping-words';

const user: IdentityRule = { kind: 'metadata', key: 'user_id' };
const email: IdentityRule = { kind: 'email' };
const mapping = (rules: IdentityRule[], settings: Partial<Mapping['settings']> = {}): Mapping => ({
  rules,
  settings: { ...DEFAULT_MAPPING.settings, ...settings },
});

test('a rule says what it looks for, and where', () => {
  expect(ruleInWords({ ...user, on: ['session', 'customer'] })).toBe('Metadata user_id of checkout session, customer');
  expect(ruleInWords({ kind: 'email', from: ['email'] })).toBe('E-mail address (customer’s own)');
});

test('a version says what differs from the one before', () => {
  expect(changesInWords(mapping([user]), mapping([email, user]))).toEqual(['Added: E-mail address, as rule 1']);
  expect(changesInWords(mapping([user, email]), mapping([user]))).toEqual(['Removed: E-mail address']);
  expect(changesInWords(mapping([user, email]), mapping([email, user]))).toEqual([
    'Order: E-mail address, then Metadata user_id',
  ]);
  expect(changesInWords(mapping([user]), mapping([user], { sharedLimit: 3, conflictPolicy: 'keep_original' }))).toEqual(
    ['Two ids: the older id stays', 'An identifier of more than 3 customers names nobody'],
  );
  expect(changesInWords(mapping([user]), mapping([user]))).toEqual([]);
});

test('a preview stands for its very rules only', () => {
  expect(mappingKey(mapping([user]))).toBe(mappingKey(mapping([{ kind: 'metadata', key: ' user_id ' }])));
  const others = [mapping([user, email]), mapping([email, user]), mapping([user], { hashEmails: true })];
  expect(new Set([mapping([user]), ...others].map(mappingKey)).size).toBe(4);
});

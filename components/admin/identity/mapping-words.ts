import type { ConflictPolicy, EmailField, IdentityRule, IdentitySettings, Mapping } from '@/lib/identity/types';

type Place = NonNullable<Extract<IdentityRule, { kind: 'metadata' }>['on']>[number];

/** Kinds of objects that carry metadata, in the usual order. */
export const PLACES = {
  event: 'Invoice or charge',
  subscription: 'Subscription',
  session: 'Checkout session',
  payment_intent: 'Payment intent',
  customer: 'Customer',
} satisfies Record<Place, string>;

/** Members that hold an address, in the usual order. */
export const ADDRESSES = {
  customer_email: 'Checkout or invoice',
  email: 'Customer’s own',
  receipt_email: 'Receipt',
} satisfies Record<EmailField, string>;

export const POLICIES: Record<ConflictPolicy, { label: string; meaning: string }> = {
  transfer: { label: 'The newer id wins', meaning: 'The customer, with all it ever bought, moves to the newer id.' },
  transfer_if_inactive: {
    label: 'The newer id wins, unless a subscription was active',
    meaning: 'A customer who was subscribed when the newer id came stays with the older one.',
  },
  keep_original: { label: 'The older id stays', meaning: 'A newer id changes nothing; it is listed as a conflict.' },
  share: {
    label: 'Both are shown',
    meaning: 'The customer is counted for the older id, and shown with both people.',
  },
};

/** A rule in a few words: "Metadata user_id of Customer, Subscription". */
export function ruleInWords(rule: IdentityRule): string {
  if (rule.kind === 'client_reference_id') return 'Client reference id';
  if (rule.kind === 'email') {
    const from = rule.from?.map((field) => ADDRESSES[field].toLowerCase());
    return from ? `E-mail address (${from.join(', ')})` : 'E-mail address';
  }
  const on = rule.on?.map((place) => PLACES[place].toLowerCase());
  return on ? `Metadata ${rule.key} of ${on.join(', ')}` : `Metadata ${rule.key}`;
}

const SETTINGS: { [Key in keyof IdentitySettings]: (value: IdentitySettings[Key]) => string } = {
  lowerCaseIds: (on) => (on ? 'Ids compared without case' : 'Ids compared with case'),
  dropPlusTags: (on) => (on ? 'Plus-tags dropped' : 'Plus-tags kept'),
  hashEmails: (on) => (on ? 'E-mail addresses hashed' : 'E-mail addresses not hashed'),
  conflictPolicy: (policy) => `Two ids: ${lowerFirst(POLICIES[policy].label)}`,
  sharedLimit: (limit) =>
    limit === null
      ? 'Any number of customers may share an identifier'
      : `An identifier of more than ${limit} customers names nobody`,
};
const KEYS = ['lowerCaseIds', 'dropPlusTags', 'hashEmails', 'conflictPolicy', 'sharedLimit'] as const;

const settingChange = <Key extends keyof IdentitySettings>(key: Key, a: IdentitySettings, b: IdentitySettings) =>
  a[key] === b[key] ? [] : [SETTINGS[key](b[key])];

/** What differs between two versions, a sentence each. */
export function changesInWords(before: Mapping, after: Mapping): string[] {
  const was = before.rules.map(ruleInWords);
  const now = after.rules.map(ruleInWords);
  const added = now.filter((rule) => !was.includes(rule));
  const removed = was.filter((rule) => !now.includes(rule));
  const kept = (list: string[], other: string[]) => list.filter((rule) => other.includes(rule)).join('\n');
  return [
    ...added.map((rule) => `Added: ${rule}, as rule ${now.indexOf(rule) + 1}`),
    ...removed.map((rule) => `Removed: ${rule}`),
    ...(kept(was, now) === kept(now, was) ? [] : [`Order: ${now.join(', then ')}`]),
    ...KEYS.flatMap((key) => settingChange(key, before.settings, after.settings)),
  ];
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** Equal for mappings that resolve everybody alike by their very rules. */
export const mappingKey = ({ rules, settings }: Mapping): string =>
  JSON.stringify([rules.map(ruleKey), KEYS.map((key) => settings[key])]);

function ruleKey(rule: IdentityRule): unknown[] {
  if (rule.kind === 'metadata') return [rule.kind, rule.key.trim(), rule.on];
  return rule.kind === 'email' ? [rule.kind, rule.from] : [rule.kind];
}

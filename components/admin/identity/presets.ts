import { DEFAULT_RULES, type IdentityRule } from '@/lib/identity/types';

interface Preset {
  label: string;
  about: string;
  rules: readonly IdentityRule[];
}

/** The customer's own address; of an anonymous checkout, the one given there. */
const FLOKIT_EMAIL: IdentityRule = { kind: 'email', from: ['email', 'customer_email', 'receipt_email'] };

/** Rule lists to begin with, named after the products that look people up in this order. */
export const PRESETS = [
  {
    label: 'Headwater’s default',
    about: 'amplitude_id, user_id, dubCustomerExternalId, app_user_id, then the e-mail address.',
    rules: DEFAULT_RULES,
  },
  {
    label: 'Amplitude',
    about: 'Its six, in its order: amplitude_id, user_id, three e-mail addresses, then the customer itself.',
    rules: [
      { kind: 'metadata', key: 'amplitude_id' },
      { kind: 'metadata', key: 'user_id' },
      { kind: 'email', from: ['customer_email'] },
      { kind: 'email', from: ['email'] },
      { kind: 'email', from: ['receipt_email'] },
    ],
  },
  {
    label: 'FloKit: e-mail address',
    about: 'Enough for an app that is only on the web. An anonymous checkout is known by the address given there.',
    rules: [FLOKIT_EMAIL],
  },
  {
    label: 'FloKit: metadata field',
    about: 'user_id of the customer, else the e-mail address. Choose another key if yours is called otherwise.',
    rules: [{ kind: 'metadata', key: 'user_id', on: ['customer'] }, FLOKIT_EMAIL],
  },
  {
    label: 'RevenueCat',
    about: 'One metadata key, looked up on the checkout session, then on the subscription.',
    rules: [{ kind: 'metadata', key: 'app_user_id', on: ['session', 'subscription'] }],
  },
  {
    label: 'Dub',
    about: 'dubCustomerExternalId, then the e-mail address.',
    rules: [{ kind: 'metadata', key: 'dubCustomerExternalId' }, { kind: 'email' }],
  },
] as const satisfies readonly Preset[];

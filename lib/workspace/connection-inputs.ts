import { z } from 'zod';

/** By which sources are told apart, in the order in which they are given. */
export const COLOURS = ['teal', 'blue', 'violet', 'pink', 'orange', 'lime'] as const;
export type Colour = (typeof COLOURS)[number];

export const connectionColour = z.enum(COLOURS);

export const connectionName = z.string().trim().min(1, 'Give the source a name.').max(80, 'Use at most 80 characters.');

export const signingSecret = z
  .string()
  .trim()
  .regex(
    /^whsec_[A-Za-z0-9+/=_-]{10,}$/,
    'A signing secret begins with whsec_. Stripe shows it on the endpoint’s page.',
  );

export const stripeApiKey = z
  .string()
  .trim()
  .refine((key) => !key.startsWith('pk_'), 'This is a publishable key: it cannot read. Use a restricted key (rk_…).')
  .refine(
    (key) => /^(rk|sk)_(live|test)_[A-Za-z0-9_]{8,}$/.test(key),
    'A restricted key begins with rk_live_ or rk_test_.',
  );

export const stripeAccount = z
  .string()
  .trim()
  .regex(/^acct_[A-Za-z0-9]{1,64}$/, 'A Stripe account id begins with acct_.');

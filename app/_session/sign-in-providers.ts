import Credentials from 'next-auth/providers/credentials';
import GitHub from 'next-auth/providers/github';
import Google from 'next-auth/providers/google';
import type { OAuthConfig, Provider } from 'next-auth/providers/index';
import { z } from 'zod';
import { newId } from '@/lib/auth/new-id';
import { signInWithPassword } from '@/lib/auth/sign-in';
import { AppError } from '@/lib/errors';
import { addressOf } from '@/lib/tracking/arrival';

const credentials = z.object({
  email: z
    .string()
    .max(500)
    .regex(/^[^\0]*$/),
  password: z.string().max(4096),
});
const githubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));
const oidcProfile = z.object({
  sub: z.string(),
  email: z.string().nullish(),
  name: z.string().nullish(),
});

/** Password always; the others when their variables are set. */
export function signInProviders(env: NodeJS.ProcessEnv = process.env): Provider[] {
  const providers: Provider[] = [passwordProvider()];
  if (env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET) {
    providers.push(Google({ clientId: env.GOOGLE_CLIENT_ID, clientSecret: env.GOOGLE_CLIENT_SECRET }));
  }
  if (env.GITHUB_ID && env.GITHUB_SECRET) providers.push(githubProvider(env.GITHUB_ID, env.GITHUB_SECRET));
  if (env.OIDC_ISSUER && env.OIDC_CLIENT_ID && env.OIDC_CLIENT_SECRET) {
    providers.push(
      oidcProvider({
        issuer: env.OIDC_ISSUER.replace(/\/$/, ''),
        clientId: env.OIDC_CLIENT_ID,
        clientSecret: env.OIDC_CLIENT_SECRET,
        name: env.OIDC_NAME || 'Single sign-on',
      }),
    );
  }
  return providers;
}

/** What the sign-in screen offers besides the password. */
export function externalProviders(): { id: string; name: string }[] {
  return signInProviders()
    .filter((provider) => provider.type === 'oauth')
    .map(({ id, name }) => ({ id, name }));
}

function passwordProvider(): Provider {
  return Credentials({
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize(input, request) {
      const parsed = credentials.safeParse(input);
      if (!parsed.success) return null;
      const forwarded: unknown = request.headers?.['x-forwarded-for'];
      const address = addressOf({ header: () => (typeof forwarded === 'string' ? forwarded : null), peer: '' });
      try {
        return await signInWithPassword({ ...parsed.data, address });
      } catch (error) {
        // The library hands this text to the sign-in screen, so it carries a code and never a detail.
        if (error instanceof AppError) throw new Error(error.code);
        throw new Error(`unavailable:${newId('ses').slice(4, 12)}`);
      }
    },
  });
}

function githubProvider(clientId: string, clientSecret: string): Provider {
  return GitHub({
    clientId,
    clientSecret,
    userinfo: {
      url: 'https://api.github.com/user',
      // The profile's public address says nothing about verification: ask for the verified primary one.
      async request({ client, tokens }) {
        const profile = await client.userinfo(tokens.access_token ?? '');
        const response = await fetch('https://api.github.com/user/emails', {
          headers: { authorization: `Bearer ${tokens.access_token}`, accept: 'application/vnd.github+json' },
        });
        const emails = githubEmails.parse(await response.json());
        const primary = emails.find((entry) => entry.primary && entry.verified);
        return { ...profile, email: primary?.email, email_verified: primary !== undefined };
      },
    },
  });
}

function oidcProvider(options: { issuer: string; clientId: string; clientSecret: string; name: string }): Provider {
  const provider: OAuthConfig<unknown> = {
    id: 'oidc',
    name: options.name,
    type: 'oauth',
    wellKnown: `${options.issuer}/.well-known/openid-configuration`,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    profile(claims: unknown) {
      const { sub, email, name } = oidcProfile.parse(claims);
      return { id: sub, email, name };
    },
  };
  return provider;
}

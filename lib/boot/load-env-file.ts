import { existsSync } from 'node:fs';
import { loadEnvFile as load } from 'node:process';

/** next-auth reads these itself, and would take an empty text for an address. */
const ADDRESSES = ['NEXTAUTH_URL', 'NEXTAUTH_URL_INTERNAL'];

/** Variables of `.env` in the working folder; what is already set wins, and set but empty is the same as not set. */
export function loadEnvFile(): void {
  if (existsSync('.env')) load('.env');
  for (const name of ADDRESSES) if (process.env[name]?.trim() === '') delete process.env[name];
}

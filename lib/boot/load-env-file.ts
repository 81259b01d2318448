import { existsSync } from 'node:fs';
import { loadEnvFile as load } from 'node:process';

/** Variables of `.env` in the working folder; what is already set wins. */
export function loadEnvFile(): void {
  if (existsSync('.env')) load('.env');
}

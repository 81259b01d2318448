import { hash, verify } from '@node-rs/argon2';
import { AppError } from '@/lib/errors';
import { isCommonPassword } from './common-passwords';

export const PASSWORD_MINIMUM = 8;
/** Only a guard against megabyte bodies: nothing shorter is ever cut. */
const PASSWORD_MAXIMUM = 4096;

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane. Argon2id is the package's default algorithm.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Throws with the field's name, so that a form can say it beside the input. */
export function assertGoodPassword(password: string, field = 'password'): void {
  if ([...password].length < PASSWORD_MINIMUM) {
    throw new AppError('unprocessable', `Use at least ${PASSWORD_MINIMUM} characters.`, field);
  }
  if (password.length > PASSWORD_MAXIMUM) {
    throw new AppError('unprocessable', `Use at most ${PASSWORD_MAXIMUM} characters.`, field);
  }
  if (isCommonPassword(password)) {
    throw new AppError('unprocessable', 'This password is on every list of common passwords. Choose another.', field);
  }
}

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST);
}

let dummyHash: Promise<string> | undefined;

/** Takes the same time for an unknown user (no hash) as for a wrong password, so that it cannot tell who exists. */
export async function verifyPassword(storedHash: string | null | undefined, password: string): Promise<boolean> {
  dummyHash ??= hashPassword('nobody has this password');
  const matches = await verify(storedHash ?? (await dummyHash), password.slice(0, PASSWORD_MAXIMUM).normalize('NFC'));
  return matches && Boolean(storedHash);
}

import { AppError } from '@/lib/errors';

const LONGEST = 2000;
/** A host without its scheme, as people type it: "example.com/pricing". */
const BARE_HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?([/?#]|$)/i;

/**
 * Where a link may lead: an http or https address without a password and without characters that have no place in one.
 * Returned as browsers write it. Throws `unprocessable` with what is wrong.
 */
export function checkUrl(text: string, field: 'url' | 'expiredUrl'): string {
  const refuse = (message: string) => new AppError('unprocessable', message, field);
  const typed = text.trim();
  if (typed === '') throw refuse('Enter the address that the link leads to.');
  if (typed.length > LONGEST) throw refuse(`The address may have at most ${LONGEST} characters.`);
  // A parser drops tabs and line breaks silently: what is stored would not be what was checked.
  if (hasStrangeCharacters(typed)) throw refuse('The address contains spaces, line breaks or control characters.');
  const whole = BARE_HOST.test(typed) ? `https://${typed}` : typed;
  if (!URL.canParse(whole)) throw refuse('This is not an address. It begins with https:// or http://.');
  const url = new URL(whole);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refuse('Only addresses that begin with https:// or http:// can be linked to.');
  if (url.username !== '' || url.password !== '')
    throw refuse('The address contains a user name or a password: everybody who clicks would see it.');
  if (url.href.length > LONGEST) throw refuse(`The address may have at most ${LONGEST} characters.`);
  return url.href;
}

const hasStrangeCharacters = (text: string) => /[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);

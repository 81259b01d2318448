import { randomInt } from 'node:crypto';
import { AppError } from '@/lib/errors';

/** Lower case and digits without what is mistaken for one another: i, l, 1, o, 0. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
/** 40 bits: nobody finds one by trying. */
const LENGTH = 8;
const LONGEST = 64;

const SLUG = /^[A-Za-z0-9._-]+$/;
/** What broken programs write instead of a slug, and what is asked of every site. */
const RESERVED = ['null', 'undefined', 'nan', 'favicon.ico', 'robots.txt'];

/** A slug that nobody chose. */
export function newSlug(length = LENGTH, prefix = ''): string {
  return prefix + Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** The slug as it was chosen. Throws where no address can end in it. */
export function checkSlug(text: string): string {
  const slug = text.trim();
  const refuse = (message: string) => new AppError('unprocessable', message, 'slug');
  if (slug === '') throw refuse('The short link needs at least one character after /r/.');
  if (slug.length > LONGEST) throw refuse(`The short link may have at most ${LONGEST} characters after /r/.`);
  if (!SLUG.test(slug)) throw refuse('Only letters a–z, digits, “-”, “_” and “.” can stand in a short link.');
  if (/^\.|\.$/.test(slug)) throw refuse('A short link neither begins nor ends with a full stop.');
  if (RESERVED.includes(slug.toLowerCase())) throw refuse(`“${slug}” is reserved. Choose another one.`);
  return slug;
}

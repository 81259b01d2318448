import { headers } from 'next/headers';

const FALLBACK = 'en-US';

/** The browser's first language, for numbers and money; the words stay English. */
export async function readLocale(): Promise<string> {
  const wished = (await headers()).get('accept-language')?.split(',')[0]?.split(';')[0]?.trim();
  if (!wished || wished === '*') return FALLBACK;
  try {
    return Intl.NumberFormat.supportedLocalesOf(wished)[0] ?? FALLBACK;
  } catch {
    return FALLBACK; // not a language tag
  }
}

import { UTM_FIELDS, type Utm, utmIn, utmParameter } from '@/lib/attribution/utm';

/** The UTM parameters that stand in an address; "" for those that do not. */
export const utmOf = (href: string): Utm => utmIn(new URL(href).searchParams);

/** The address with exactly these UTM parameters. One that has them already is left to the letter as it is. */
export function withUtm(href: string, utm: Utm): string {
  const url = new URL(href);
  for (const field of UTM_FIELDS) {
    const name = utmParameter(field);
    const all = url.searchParams.getAll(name);
    if (utm[field] === '' ? all.length > 0 : all.length !== 1 || all[0] !== utm[field]) {
      if (utm[field] === '') url.searchParams.delete(name);
      else url.searchParams.set(name, utm[field]);
    }
  }
  return url.href;
}

const NOTHING: Utm = { source: '', medium: '', campaign: '', term: '', content: '' };

export const withoutUtm = (href: string): string => withUtm(href, NOTHING);

import type { Mode } from '@/lib/reports/types';

/** The page of a person. Ids are whatever an app calls its users. */
export const personHref = (id: string, mode: Mode): string =>
  `/people/${encodeURIComponent(id)}${mode === 'test' ? '?mode=test' : ''}`;

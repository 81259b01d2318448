import type { Mode } from '@/lib/reports/types';

export const LINKS = '/attribution/links';

export const linkHref = (id: string, mode: Mode): string =>
  `${LINKS}/${encodeURIComponent(id)}${mode === 'test' ? '?mode=test' : ''}`;

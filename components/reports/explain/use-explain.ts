'use client';

import { useQueryState } from 'nuqs';
import { explainParser } from './explain-target';

/** The figure being explained, kept in the address bar: Back closes the drawer, and a link opens it again. */
export function useExplain() {
  return useQueryState('explain', explainParser.withOptions({ history: 'push', shallow: true, scroll: false }));
}

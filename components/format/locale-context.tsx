'use client';

import { createContext, type ReactNode, use } from 'react';

const LocaleContext = createContext('en-US');

/** The viewer's locale, decided on the server so that both renders print the same digits. */
export function LocaleProvider({ locale, children }: { locale: string; children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

export function useLocale(): string {
  return use(LocaleContext);
}

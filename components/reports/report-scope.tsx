'use client';

import { useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, use } from 'react';

const ScopeContext = createContext<Readonly<Record<string, string>>>({});

/** Figures below are of this part of the data as well, though the address does not say so: those of one person. */
export function ReportScope({ params, children }: { params: Readonly<Record<string, string>>; children: ReactNode }) {
  return <ScopeContext value={params}>{children}</ScopeContext>;
}

/** What figures are asked for with: the address, and what the screen narrows it to. */
export function useReportSearch(): string {
  const search = new URLSearchParams(useSearchParams());
  for (const [name, value] of Object.entries(use(ScopeContext))) search.set(name, value);
  return search.toString();
}

'use client';

import { createContext, type ReactNode, type TransitionStartFunction, use, useTransition } from 'react';

interface ReportTransition {
  /** The next figures are on their way; the old ones are still shown. */
  pending: boolean;
  startTransition: TransitionStartFunction;
}

const TransitionContext = createContext<ReportTransition>({ pending: false, startTransition: (action) => action() });

export function ReportTransitionProvider({ children }: { children: ReactNode }) {
  const [pending, startTransition] = useTransition();
  return <TransitionContext value={{ pending, startTransition }}>{children}</TransitionContext>;
}

export function useReportTransition(): ReportTransition {
  return use(TransitionContext);
}

'use client';

import { formatFigure } from '@/components/format/format-figure';
import { useLocale } from '@/components/format/locale-context';

/** An amount in its own currency. */
export function Money({ minor, currency }: { minor: number; currency: string }) {
  return <>{formatFigure(minor, { unit: 'money', currency }, { locale: useLocale() })}</>;
}

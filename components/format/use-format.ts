'use client';

import { useCallback } from 'react';
import { type FigureKind, type FigureOptions, formatFigure } from './format-figure';
import { useLocale } from './locale-context';

export type Format = (value: number | null, options?: Omit<FigureOptions, 'locale'>) => string;

/** `formatFigure` in the viewer's locale for one kind of figure. */
export function useFormat({ unit, currency }: FigureKind): Format {
  const locale = useLocale();
  return useCallback(
    (value, options) => formatFigure(value, { unit, currency }, { ...options, locale }),
    [unit, currency, locale],
  );
}

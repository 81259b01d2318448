'use client';

import { useSearchParams } from 'next/navigation';

const CARRIED =
  /^(from|to|interval|compare|mode|currency|preset|asKnownOn|timeZone|attributionModel|attributionWindow|filter\[.+\]!?)$/;

/** Links to another report keep the days, filters, mode and ledger of this one. */
export function useReportHref(): (path: string) => string {
  const search = useSearchParams();
  return (path) => {
    const carried = new URLSearchParams([...search].filter(([key]) => CARRIED.test(key)));
    return carried.size > 0 ? `${path}?${carried}` : path;
  };
}

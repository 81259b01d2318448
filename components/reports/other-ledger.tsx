'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import type { Account, ReportParams } from '@/lib/reports/types';
import { TextLink } from '../admin/text-link';
import { Notice } from './notice';
import { otherLedgerWords, withoutOtherLedger } from './other-ledger-words';

interface OtherLedgerProps {
  params: ReportParams;
  account: Pick<Account, 'timeZone'>;
}

/** Says so where an address asks for figures under other definitions, of a past moment or by the days of another zone. */
export function OtherLedger({ params, account }: OtherLedgerProps) {
  const path = usePathname();
  const search = useSearchParams();
  const words = otherLedgerWords(params, account);
  if (words === null) return null;
  const usual = withoutOtherLedger(new URLSearchParams(search));
  return (
    <Notice tone="warning" title="Not the figures of this workspace's own settings and of today">
      {words}{' '}
      <TextLink href={usual.size > 0 ? `${path}?${usual}` : path} inherit>
        Show those
      </TextLink>
    </Notice>
  );
}

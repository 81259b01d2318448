'use client';

import { useSearchParams } from 'next/navigation';
import { PageTabs } from '@/components/shell/page-tabs';

const BASE = '/attribution/partners';
const TABS = [
  { href: BASE, label: 'Partners' },
  { href: `${BASE}/commissions`, label: 'Commissions' },
  { href: `${BASE}/rules`, label: 'Reward rules' },
  { href: `${BASE}/proposals`, label: 'Proposals' },
  { href: `${BASE}/payouts`, label: 'Payouts' },
];

/** The pages about partners; test mode stays on from one to the next. */
export function PartnerTabs() {
  const test = useSearchParams().get('mode') === 'test';
  return <PageTabs label="Partners" tabs={TABS} query={test ? '?mode=test' : ''} />;
}

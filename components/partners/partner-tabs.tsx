'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import classes from '@/components/admin/settings/settings-tabs.module.css';

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
  const pathname = usePathname();
  const test = useSearchParams().get('mode') === 'test';
  return (
    <nav aria-label="Partners" className={classes.tabs}>
      {TABS.map(({ href, label }) => (
        <Link
          key={href}
          href={test ? `${href}?mode=test` : href}
          prefetch={false}
          className={classes.tab}
          aria-current={pathname === href ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

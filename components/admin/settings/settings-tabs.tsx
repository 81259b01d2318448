'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import classes from './settings-tabs.module.css';

const TABS = [
  { href: '/settings', label: 'Workspace' },
  { href: '/settings/definitions', label: 'Definitions' },
  { href: '/settings/rates', label: 'Exchange rates' },
  { href: '/settings/members', label: 'Members' },
  { href: '/settings/api-keys', label: 'API keys' },
  { href: '/settings/webhooks', label: 'Webhooks' },
  { href: '/settings/account', label: 'Your account' },
];

export function SettingsTabs() {
  const pathname = usePathname();
  return (
    <nav aria-label="Settings" className={classes.tabs}>
      {TABS.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
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

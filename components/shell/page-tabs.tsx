'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import classes from './page-tabs.module.css';

interface Props {
  label: string;
  tabs: readonly { href: string; label: string }[];
  /** Goes with every tab, such as "?mode=test". */
  query?: string;
}

/** Pages that belong together, a link each. */
export function PageTabs({ label, tabs, query = '' }: Props) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={`${tab.href}${query}`}
          prefetch={false}
          className={classes.tab}
          aria-current={pathname === tab.href ? 'page' : undefined}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}

'use client';

import { NavLink, ScrollArea, Text, Tooltip } from '@mantine/core';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { NAV_SECTIONS } from './nav-items';
import classes from './shell.module.css';

/** The left navigation; test mode stays on from page to page. */
export function NavLinks({ narrow = false, onNavigate }: { narrow?: boolean; onNavigate?: () => void }) {
  const pathname = usePathname();
  const test = useSearchParams().get('mode') === 'test';
  return (
    <ScrollArea type="hover" className={classes.navScroll}>
      <nav aria-label="Main">
        {NAV_SECTIONS.map((section, index) => (
          <div key={section.label ?? `section-${index}`} className={classes.navSection}>
            {section.label && !narrow && (
              <Text size="xs" c="dimmed" className={classes.navHeading}>
                {section.label}
              </Text>
            )}
            {section.items.map((item) => {
              const active = item.href === '/' ? pathname === '/' : pathname.startsWith(item.href);
              return (
                <Tooltip key={item.href} label={item.label} position="right" disabled={!narrow}>
                  <NavLink
                    component={Link}
                    href={test ? `${item.href}?mode=test` : item.href}
                    prefetch={false}
                    label={narrow ? undefined : item.label}
                    aria-label={narrow ? item.label : undefined}
                    aria-current={active ? 'page' : undefined}
                    active={active}
                    leftSection={<item.icon size={18} stroke={1.6} aria-hidden />}
                    className={classes.navLink}
                    onClick={onNavigate}
                  />
                </Tooltip>
              );
            })}
          </div>
        ))}
      </nav>
    </ScrollArea>
  );
}

'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { NAV_SECTIONS } from './nav-items';

/** The command palette: finds pages, opened with Ctrl or Command and K. */
export function PageSearch() {
  const router = useRouter();
  return (
    <>
      <Tooltip label="Find a page (Ctrl K)">
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Find a page" onClick={spotlight.open}>
          <IconSearch size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Spotlight
        shortcut="mod + K"
        nothingFound="No page of that name"
        attributes={{ content: { 'aria-label': 'Find a page' } }}
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        searchProps={{
          placeholder: 'Find a page',
          'aria-label': 'Find a page',
          leftSection: <IconSearch size={18} stroke={1.6} aria-hidden />,
        }}
        actions={NAV_SECTIONS.flatMap(({ items }) =>
          items.map(({ label, about, href, icon: Icon }) => ({
            id: href,
            label,
            description: about,
            onClick: () => router.push(href),
            leftSection: <Icon size={18} stroke={1.6} aria-hidden />,
          })),
        )}
      />
    </>
  );
}

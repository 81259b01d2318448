'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { IconLink, IconSearch, IconUser } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { linkHref } from '../links/link-href';
import { linksFoundQuery } from '../links/link-queries';
import { peopleFoundQuery } from '../people/people-queries';
import { personHref } from '../people/person-href';
import { NAV_SECTIONS } from './nav-items';

const LABEL = 'Find a page, a person or a link';

/** The command palette: finds pages, people and links, opened with Ctrl or Command and K. */
export function PageSearch() {
  const [typed, setTyped] = useState('');
  const pages = usePages(typed);
  const people = usePeople(typed);
  const links = useLinks(typed);
  return (
    <>
      <Tooltip label={`${LABEL} (Ctrl K)`}>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={LABEL} onClick={spotlight.open}>
          <IconSearch size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Spotlight
        shortcut="mod + K"
        query={typed}
        onQueryChange={setTyped}
        nothingFound="No page or link of that name, and nobody by that id, e-mail or name"
        attributes={{ content: { 'aria-label': LABEL } }}
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        searchProps={{
          placeholder: LABEL,
          'aria-label': LABEL,
          leftSection: <IconSearch size={18} stroke={1.6} aria-hidden />,
        }}
        // People are found by what is not shown of them as well, so nothing is left out again.
        filter={(_, actions) => actions}
        actions={[pages, people, links].filter(({ actions }) => actions.length > 0)}
      />
    </>
  );
}

function usePages(typed: string): SpotlightActionGroupData {
  const router = useRouter();
  const wanted = typed.trim().toLowerCase();
  const named = (text: string) => text.toLowerCase().includes(wanted);
  const pages = NAV_SECTIONS.flatMap(({ items }) => items)
    .filter(({ label, about }) => named(label) || named(about))
    .sort((a, b) => Number(named(b.label)) - Number(named(a.label)));
  return {
    group: 'Pages',
    actions: pages.map(({ label, about, href, icon: Icon }) => ({
      id: href,
      label,
      description: about,
      onClick: () => router.push(href),
      leftSection: <Icon size={18} stroke={1.6} aria-hidden />,
    })),
  };
}

/** Whoever is meant by an id, an e-mail address or a name, in the mode that is open. */
function usePeople(typed: string): SpotlightActionGroupData {
  const router = useRouter();
  const mode = useSearchParams().get('mode') === 'test' ? 'test' : 'live';
  const [wanted] = useDebouncedValue(typed, 150);
  const { data } = useQuery({ ...peopleFoundQuery(wanted, mode), placeholderData: keepPreviousData });
  const people = typed.trim().length > 1 ? (data?.people ?? []) : [];
  return {
    group: 'People',
    actions: people.map(({ id, names, emails }) => ({
      id: `person ${id}`,
      label: names[0] ?? emails[0] ?? id,
      description: [...new Set([id, ...emails])].join(' · '),
      onClick: () => router.push(personHref(id, mode)),
      leftSection: <IconUser size={18} stroke={1.6} aria-hidden />,
    })),
  };
}

/** Links by their slug, address, title or campaign. */
function useLinks(typed: string): SpotlightActionGroupData {
  const router = useRouter();
  const mode = useSearchParams().get('mode') === 'test' ? 'test' : 'live';
  const [wanted] = useDebouncedValue(typed, 150);
  const { data } = useQuery({ ...linksFoundQuery(wanted, mode), placeholderData: keepPreviousData });
  const links = typed.trim().length > 1 ? (data?.links ?? []) : [];
  return {
    group: 'Links',
    actions: links.map(({ id, slug, title, url }) => ({
      id: `link ${id}`,
      label: `/r/${slug}`,
      description: [title, url].filter(Boolean).join(' · '),
      onClick: () => router.push(linkHref(id, mode)),
      leftSection: <IconLink size={18} stroke={1.6} aria-hidden />,
    })),
  };
}

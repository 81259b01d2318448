'use client';

import { Tabs, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import type { Choice } from '../../choices';
import { ConflictList, DoneList } from './conflict-list';
import { conflictsQuery } from './conflict-queries';

const TABS = ['rivals', 'duplicates', 'shared', 'done'] as const;
const LABELS = {
  rivals: 'One customer, several ids',
  duplicates: 'One e-mail, several people',
  shared: 'Shared by too many',
};
const KINDS = ['rivals', 'duplicates', 'shared'] as const;
const MODES = ['live', 'test'] as const;

interface Props {
  connections: Choice[];
  timeZone: string;
  mayEdit: boolean;
}

/** What is doubtful about who is whom, and what was done about it. What is searched for stays out of the address. */
export function ConflictInbox(props: Props) {
  const [{ tab, mode }, setView] = useQueryStates({
    tab: parseAsStringLiteral(TABS).withDefault('rivals'),
    mode: parseAsStringLiteral(MODES).withDefault('live'),
  });
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 300);
  const filter = { mode, search };
  const counts = useInfiniteQuery(conflictsQuery(tab === 'done' ? 'rivals' : tab, filter)).data?.pages[0]?.counts;
  return (
    <Tabs
      value={tab}
      onChange={(value) => setView({ tab: TABS.find((one) => one === value) ?? 'rivals' })}
      keepMounted={false}
    >
      <TextInput
        label="Search"
        placeholder="Person, customer, e-mail address"
        type="search"
        maxLength={320}
        maw={360}
        mb="sm"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autoComplete="off"
      />
      <Tabs.List mb="md">
        {KINDS.map((kind) => (
          <Tabs.Tab key={kind} value={kind}>
            {LABELS[kind]}
            {counts && ` (${counts[kind].toLocaleString('en-US')})`}
          </Tabs.Tab>
        ))}
        <Tabs.Tab value="done">Done</Tabs.Tab>
      </Tabs.List>
      {KINDS.map((kind) => (
        <Tabs.Panel key={kind} value={kind}>
          <ConflictList {...props} kind={kind} filter={filter} />
        </Tabs.Panel>
      ))}
      <Tabs.Panel value="done">
        <DoneList filter={filter} timeZone={props.timeZone} mayEdit={props.mayEdit} />
      </Tabs.Panel>
    </Tabs>
  );
}

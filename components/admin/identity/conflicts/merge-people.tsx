import { Button, Group, Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { confirm } from '../../confirm';
import { listed } from './action-words';
import type { Mode } from './conflict-queries';
import { useAct } from './use-act';

interface Props {
  /** Of which one keeps its id: the first, unless another is chosen. */
  people: readonly string[];
  mode: Mode;
  /** What to do if they are not one. */
  children?: ReactNode;
}

/** Makes one person of several. */
export function MergePeople({ people, mode, children }: Props) {
  const [kept, setKept] = useState(people[0] ?? '');
  const { run, busy } = useAct();
  const others = people.filter((id) => id !== kept);
  const ask = () =>
    confirm({
      title: 'One person?',
      text: `${listed(others)} will be merged into ${kept}: all they bought, now and later, counts as one person’s. It can be undone.`,
      action: 'Merge',
      danger: false,
      run: () =>
        run(
          'merge',
          others.map((alias) => ({ alias, to: kept, mode })),
          `${listed(people)} are one person`,
        ),
    });
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label="They are one person, who keeps the id"
        data={[...people]}
        allowDeselect={false}
        flex="0 1 300px"
        value={kept}
        onChange={(id) => id && setKept(id)}
      />
      <Button variant="default" loading={busy} onClick={ask}>
        Merge…
      </Button>
      {children}
    </Group>
  );
}

import { Button, Popover } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  opened: boolean;
  onOpen: (opened: boolean) => void;
  children: ReactNode;
}

/** A button that says which days are shown and opens what they are chosen in. */
export function DaysPopover({ label, opened, onOpen, children }: Props) {
  return (
    <Popover opened={opened} onChange={onOpen} position="bottom-start" trapFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconCalendar size={14} />} onClick={() => onOpen(!opened)}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Choose the days">{children}</Popover.Dropdown>
    </Popover>
  );
}

'use client';

import { Button, Code, CopyButton, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

/** The types to tick in Stripe, or to paste into its CLI. */
export function EventTypeList({ types }: { types: readonly string[] }) {
  const [open, { toggle }] = useDisclosure(false);
  const text = types.join(',');
  return (
    <div>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={toggle} aria-expanded={open}>
          {open ? 'Hide' : 'Show'} the {types.length} event types
        </Button>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy event types'}
            </Button>
          )}
        </CopyButton>
      </Group>
      {open && (
        <Code block mt="xs" mah={240} style={{ overflowY: 'auto', whiteSpace: 'pre-wrap' }} tabIndex={0}>
          {types.join('\n')}
        </Code>
      )}
    </div>
  );
}

import { List, ListItem, Text } from '@mantine/core';
import { TextLink } from '../admin/text-link';
import { Notice } from './notice';

interface Missing {
  id: string;
  name: string;
  unlocks: string;
  /** Whose key lacks it. */
  source: string;
}

/** Why a report is empty or leaves something out: what the keys of its sources may not read. */
export function MissingPermissions({ missing }: { missing: readonly Missing[] }) {
  if (missing.length === 0) return null;
  return (
    <Notice tone="warning" title="A key lacks permissions that this report needs">
      <List size="sm">
        {missing.map(({ id, name, unlocks, source }) => (
          <ListItem key={`${source} ${id}`}>
            “{name}: Read” on the key of {source}. It is for: {unlocks}.
          </ListItem>
        ))}
      </List>
      <Text size="sm" mt={4}>
        <TextLink href="/sources">Sources</TextLink> says where in Stripe each is given.
      </Text>
    </Notice>
  );
}

import { List, Stack, Text } from '@mantine/core';
import type { Choice } from '../choices';
import { nameOf } from '../events/event-rows';
import { TextLink } from '../text-link';
import type { Found } from './find-queries';
import { ReadAgain } from './find-read-again';

interface Props {
  asked: string;
  found: Found;
  connections: Choice[];
  mayReadAgain: boolean;
  onRead: () => Promise<void>;
}

/** What to do about a purchase that nobody told of. */
export function FindNothing({ asked, found, connections, mayReadAgain, onRead }: Props) {
  const { readable, readers } = found;
  return (
    <Stack gap="xs" role="status">
      <Text size="sm" fw={600}>
        Nothing is known of “{asked}”.
      </Text>
      <List size="sm" spacing={4}>
        <List.Item>
          Check the id in your app: the id on the purchase must equal it to the letter. A purchase made as “u_42” never
          meets a user known as “42”.
        </List.Item>
        <List.Item>A purchase of this moment arrives with its next event, within seconds.</List.Item>
        {readable === null ? (
          <List.Item>Look it up at Stripe, and search here for its id there: cus_…, sub_…, in_… or cs_….</List.Item>
        ) : readers.length === 0 ? (
          <List.Item>
            Save a restricted key under <TextLink href="/sources">Sources</TextLink>: then it can be read from Stripe
            here.
          </List.Item>
        ) : mayReadAgain ? (
          <List.Item>Or read it from Stripe now:</List.Item>
        ) : (
          <List.Item>An admin can read it from Stripe now.</List.Item>
        )}
      </List>
      {readable !== null &&
        mayReadAgain &&
        readers.map((connectionId) => (
          <ReadAgain
            key={connectionId}
            label={
              readers.length === 1 ? 'Read it from Stripe' : `Read it from Stripe: ${nameOf(connectionId, connections)}`
            }
            wanted={{ connectionId, objectId: readable }}
            onRead={onRead}
          />
        ))}
    </Stack>
  );
}

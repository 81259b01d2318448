import { List, ListItem, Stack, Text } from '@mantine/core';
import type { IssueGroup } from '@/lib/workspace/load-issues';
import { Section } from '../section';

/** Everything that is in no number, and why. */
export function IssueList({ issues }: { issues: IssueGroup[] }) {
  return (
    <Section
      id="not-computed"
      title="Not computed"
      about="These objects are stored but left out of the figures they name."
    >
      {issues.length === 0 ? (
        <Text size="sm">Nothing: every stored object is in the numbers.</Text>
      ) : (
        <Stack gap="sm">
          {issues.map(({ kind, count, samples }) => (
            <div key={kind}>
              <Text size="sm" fw={600}>
                {kind.replaceAll('_', ' ')} ({count})
              </Text>
              <List size="sm" withPadding>
                {samples.map(({ objectId, message }) => (
                  <ListItem key={`${objectId}${message}`}>
                    <Text span ff="monospace" size="sm">
                      {objectId}
                    </Text>
                    {': '}
                    {message}
                  </ListItem>
                ))}
                {count > samples.length && <ListItem>and {count - samples.length} more</ListItem>}
              </List>
            </div>
          ))}
        </Stack>
      )}
    </Section>
  );
}

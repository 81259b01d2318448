import { List, ListItem, Stack, Text } from '@mantine/core';
import type { IssueGroup } from '@/lib/workspace/load-issues';
import { Section } from '../section';

/** Kinds about what was computed all the same. */
const ADVICE = ['guest_checkout'];

/** Everything that is in no number, and why; and what would make more of the numbers. */
export function IssueList({ issues }: { issues: IssueGroup[] }) {
  const advice = issues.filter(({ kind }) => ADVICE.includes(kind));
  const missing = issues.filter(({ kind }) => !ADVICE.includes(kind));
  return (
    <>
      <Section
        id="not-computed"
        title="Not computed"
        about="These objects are stored but left out of the figures they name."
      >
        {missing.length === 0 ? (
          <Text size="sm">Nothing: every stored object is in the numbers.</Text>
        ) : (
          <Groups groups={missing} />
        )}
      </Section>
      {advice.length > 0 && (
        <Section title="Worth changing" about="These objects are in the figures; the next ones could tell more.">
          <Groups groups={advice} />
        </Section>
      )}
    </>
  );
}

const Groups = ({ groups }: { groups: IssueGroup[] }) => (
  <Stack gap="sm">
    {groups.map((group) => (
      <Group key={group.kind} {...group} />
    ))}
  </Stack>
);

/** What is the same of all is said once. */
function Group({ kind, count, samples }: IssueGroup) {
  const messages = new Set(samples.map(({ message }) => message));
  const [shared] = messages.size === 1 ? messages : [];
  return (
    <div>
      <Text size="sm" fw={600}>
        {inWords(kind)} ({count})
      </Text>
      {shared && <Text size="sm">{shared}</Text>}
      <List size="sm" withPadding>
        {samples.map(({ objectId, message }) => (
          <ListItem key={`${objectId}${message}`}>
            <Text span ff="monospace" size="sm" style={{ overflowWrap: 'anywhere' }}>
              {objectId}
            </Text>
            {!shared && `: ${message}`}
          </ListItem>
        ))}
        {count > samples.length && <ListItem>and {count - samples.length} more</ListItem>}
      </List>
    </div>
  );
}

const inWords = (kind: string) => `${kind.charAt(0).toUpperCase()}${kind.slice(1).replaceAll('_', ' ')}`;

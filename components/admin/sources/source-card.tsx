import { Anchor, Code, Group, List, ListItem, Stack, Text } from '@mantine/core';
import { formatInstant } from '@/components/format/format-instant';
import type { ConnectionDetail } from '@/lib/workspace/load-connections';
import { CopyField } from '../copy-field';
import { Section } from '../section';
import { CountedAccount } from './counted-account';
import { EventTypeList } from './event-type-list';
import { RecentEvents } from './recent-events';
import { RefusedDeliveries } from './refused-deliveries';
import { SigningSecrets } from './signing-secrets';
import { StripeKey } from './stripe-key';

interface Props {
  source: ConnectionDetail;
  origin: string;
  eventTypes: readonly string[];
  mayEdit: boolean;
  timeZone: string;
}

/** One Stripe account: how to connect it, and how its deliveries are doing. */
export function SourceCard({ source, origin, eventTypes, mayEdit, timeZone }: Props) {
  const address = `${origin}/api/webhooks/stripe/${source.id}`;
  return (
    <Section title={source.name} about={<Health source={source} timeZone={timeZone} />}>
      <Stack gap="md">
        <Section order={3} title="1. Webhook endpoint" about={<Instructions />}>
          <CopyField label="Webhook URL" value={address} />
          <EventTypeList types={eventTypes} />
        </Section>
        <Section
          order={3}
          title="2. Signing secret"
          about="Stripe shows it on the endpoint’s page. Without it every delivery is refused. While you roll it, keep the old one and the new one."
        >
          <SigningSecrets connectionId={source.id} secrets={source.secrets} mayEdit={mayEdit} timeZone={timeZone} />
        </Section>
        <Section
          order={3}
          title="3. Restricted key (optional)"
          about="No webhook carries Stripe’s fees, the tiers of a price or the products of a coupon. With a key that may read balance transactions, prices and coupons, they are read, and revenue is shown net of fees."
        >
          <FeeReading fees={source.fees} timeZone={timeZone} />
          {source.termsProblem && (
            <Text size="sm" c="var(--hw-loss)">
              {source.termsProblem} Tiered prices that no webhook told count nothing.
            </Text>
          )}
          <StripeKey connectionId={source.id} mode={source.apiKeyMode} mayEdit={mayEdit} />
        </Section>
        <Section order={3} title="Recent events">
          <RecentEvents events={source.recent} timeZone={timeZone} />
        </Section>
        {(source.others.length > 0 || source.accountId) && (
          <Section order={3} title="Stripe accounts">
            <CountedAccount {...source} mayEdit={mayEdit} />
          </Section>
        )}
        {source.rejections.length > 0 && (
          <Section order={3} title="Refused deliveries" about="None of these changed a number.">
            <RefusedDeliveries rejections={source.rejections} timeZone={timeZone} />
          </Section>
        )}
      </Stack>
    </Section>
  );
}

function Health({ source, timeZone }: { source: ConnectionDetail; timeZone: string }) {
  const last = source.recent[0];
  return (
    <Group gap="md" mt={2}>
      <span>{last ? `Last event ${formatInstant(last.receivedAt, timeZone)}` : 'Waiting for the first event'}</span>
      <span>
        {source.pending === 0 || !source.waitingSince
          ? 'No lag'
          : `${source.pending} waiting since ${formatInstant(source.waitingSince, timeZone)}`}
      </span>
      {source.failed > 0 && <Text c="var(--hw-loss)" size="sm">{`${source.failed} failed`}</Text>}
      {source.accountId && <Code>{source.accountId}</Code>}
    </Group>
  );
}

function FeeReading({ fees, timeZone }: { fees: ConnectionDetail['fees']; timeZone: string }) {
  if (!fees) return null;
  if (fees.problem) {
    return <Text size="sm" c="var(--hw-loss)">{`${fees.problem} Revenue leaves out the fees since then.`}</Text>;
  }
  const state = fees.complete ? 'Fees are complete' : 'The history of fees is being read';
  return <Text size="sm">{`${state}, last read ${formatInstant(fees.readAt, timeZone)}.`}</Text>;
}

function Instructions() {
  return (
    <List type="ordered" size="sm">
      <ListItem>
        In Stripe, open{' '}
        <Anchor
          size="sm"
          underline="always"
          href="https://dashboard.stripe.com/webhooks"
          target="_blank"
          rel="noreferrer"
        >
          Developers → Event destinations
        </Anchor>{' '}
        and choose “Add endpoint”.
      </ListItem>
      <ListItem>Paste the webhook URL, select the event types below, and save.</ListItem>
      <ListItem>Reveal the signing secret there and paste it in step 2.</ListItem>
    </List>
  );
}

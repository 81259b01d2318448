import { Anchor, Code, List, ListItem, Stack, Text } from '@mantine/core';
import type { ConnectionStatus, Permission } from '@/lib/workspace/connection-status';
import type { ConnectionDetail } from '@/lib/workspace/load-connections';
import { PermissionMatrix } from './permission-matrix';
import { StripeKey } from './stripe-key';

interface Props {
  source: ConnectionDetail;
  status: ConnectionStatus;
  mayEdit: boolean;
  timeZone: string;
}

/** Where a key is made in Stripe, the key, and what it may read. */
export function KeyStep({ source, status, mayEdit, timeZone }: Props) {
  return (
    <Stack gap="sm">
      {mayEdit && !source.apiKeyMode && <Instructions permissions={status.permissions} />}
      <StripeKey connectionId={source.id} mode={source.apiKeyMode} mayEdit={mayEdit} />
      {source.apiKeyMode && <PermissionMatrix connectionId={source.id} {...{ status, mayEdit, timeZone }} />}
    </Stack>
  );
}

const namesOf = (permissions: readonly Permission[], basic: boolean) =>
  [...new Set(permissions.filter((one) => one.basic === basic).map(({ name }) => name))].join(', ');

function Instructions({ permissions }: { permissions: readonly Permission[] }) {
  return (
    <>
      <List type="ordered" size="sm">
        <ListItem>
          In Stripe, open{' '}
          <Anchor
            size="sm"
            underline="always"
            href="https://dashboard.stripe.com/apikeys/create"
            target="_blank"
            rel="noreferrer"
          >
            Developers → API keys → Create restricted key
          </Anchor>
          , and name it <Code>Headwater, read only</Code>.
        </ListItem>
        <ListItem>
          Set to <strong>Read</strong>: {namesOf(permissions, true)}. For more: {namesOf(permissions, false)}. Leave
          everything else at None.
        </ListItem>
        <ListItem>Create the key, copy it, and paste it here.</ListItem>
      </List>
      <Text size="sm" c="dimmed">
        Saving it tries each permission and begins to read the history. Nothing in Stripe is changed.
      </Text>
    </>
  );
}

import { Stack, Text } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { EmptyState } from '@/components/admin/empty-state';
import { FindPurchase } from '@/components/admin/identity/find-purchase';
import { MappingForm } from '@/components/admin/identity/mapping-form';
import { MatchRate } from '@/components/admin/identity/match-rate';
import { PeopleTable } from '@/components/admin/identity/people-table';
import { SourcePicker } from '@/components/admin/identity/source-picker';
import { PageHeader } from '@/components/admin/page-header';
import { Section } from '@/components/admin/section';
import { TextLink } from '@/components/admin/text-link';
import { roleAtLeast } from '@/lib/auth/roles';
import { loadIdentity } from '@/lib/identity/load-identity';
import { listConnections } from '@/lib/workspace/list-connections';

export const metadata: Metadata = { title: 'Identity' };

const ABOUT = 'Which Stripe customer is which person of your app. Buyers are counted as people, so this changes them.';

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function IdentityPage({ searchParams }: Props) {
  const { account, role } = await requireViewer();
  const sources = await listConnections(account.workspaceId);
  const wished = (await searchParams).connection;
  const source = sources.find(({ id }) => id === wished) ?? sources[0];
  if (!source) {
    return (
      <>
        <PageHeader title="Identity" about={ABOUT} />
        <EmptyState title="There are no customers yet">
          Connect Stripe under <TextLink href="/sources">Sources</TextLink> first.
        </EmptyState>
      </>
    );
  }
  const identity = await loadIdentity(account.workspaceId, source.id);
  return (
    <>
      <PageHeader title="Identity" about={ABOUT}>
        {sources.length > 1 && <SourcePicker sources={sources} open={source.id} />}
      </PageHeader>
      <Stack gap="md">
        <Section title="Match rate">
          <MatchRate customers={identity.customers} matched={identity.matched} byRule={identity.byRule} />
        </Section>
        <Section title="Mapping">
          <MappingForm
            key={`${source.id} ${identity.version}`}
            connectionId={source.id}
            version={identity.version}
            rules={identity.rules}
            metadataKeys={identity.metadataKeys}
            mayEdit={roleAtLeast(role, 'admin')}
          />
        </Section>
        <Section
          title="Find a purchase"
          id="find"
          about="A purchase is missing, or stands with the wrong person: what is known of it, and what to do."
        >
          <FindPurchase
            connections={sources.map(({ id, name }) => ({ value: id, label: name }))}
            timeZone={account.timeZone}
            mayReadAgain={roleAtLeast(role, 'admin')}
          />
        </Section>
        <Section title="Unresolved customers" about="No rule found a value: each counts as a person of its own.">
          {identity.unresolved.length === 0 ? (
            <Text size="sm">None: a rule found a person for every customer.</Text>
          ) : (
            <PeopleTable label="Unresolved customers" people={identity.unresolved} />
          )}
        </Section>
        <Section title="Customers and people" about="A sample, with the rule that decided.">
          {identity.people.length === 0 ? (
            <Text size="sm">No customer has arrived yet.</Text>
          ) : (
            <PeopleTable label="Customers and people" people={identity.people} />
          )}
        </Section>
      </Stack>
    </>
  );
}

import { Alert, Skeleton, Stack, Text } from '@mantine/core';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { requireViewer } from '@/app/_session/require-viewer';
import { EmptyState } from '@/components/admin/empty-state';
import { ApplyingStatus } from '@/components/admin/identity/applying-status';
import { FindPurchase } from '@/components/admin/identity/find-purchase';
import { MatchRate } from '@/components/admin/identity/match-rate';
import { RulesForm } from '@/components/admin/identity/rules-form';
import { SourcePicker } from '@/components/admin/identity/source-picker';
import { UnresolvedTable } from '@/components/admin/identity/unresolved-table';
import { VersionsTable } from '@/components/admin/identity/versions-table';
import { PageHeader } from '@/components/admin/page-header';
import { Section } from '@/components/admin/section';
import { TextLink } from '@/components/admin/text-link';
import { roleAtLeast } from '@/lib/auth/roles';
import { loadMapping, loadMatchRate, loadSeenFields, loadUnresolved } from '@/lib/identity/load-identity';
import { loadVersions } from '@/lib/identity/load-versions';
import { listConnections } from '@/lib/workspace/list-connections';

export const metadata: Metadata = { title: 'Identity' };

const ABOUT = 'Which Stripe customer is which person of your app. Buyers are counted as people, so this changes them.';

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

type Viewer = Awaited<ReturnType<typeof requireViewer>>;

export default async function IdentityPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  const { account, role } = viewer;
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
  return (
    <>
      <PageHeader title="Identity" about={ABOUT}>
        {sources.length > 1 && <SourcePicker sources={sources} open={source.id} />}
      </PageHeader>
      <Stack gap="md">
        <Suspense key={source.id} fallback={<Skeleton height={480} role="status" aria-label="Loading" />}>
          <Standing viewer={viewer} connectionId={source.id} />
        </Suspense>
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
        <Suspense key={`unresolved of ${source.id}`}>
          <Unresolved viewer={viewer} connectionId={source.id} />
        </Suspense>
      </Stack>
    </>
  );
}

interface PartProps {
  viewer: Viewer;
  connectionId: string;
}

/** How customers resolve, and the rules by which they do. */
async function Standing({ viewer: { account, role }, connectionId }: PartProps) {
  const { workspaceId, currency, feeHandling, timeZone } = account;
  const [inForce, versions, rate, seen] = await Promise.all([
    loadMapping(workspaceId, connectionId),
    loadVersions(workspaceId, connectionId),
    loadMatchRate({ workspaceId, connectionId, feeHandling }),
    loadSeenFields(workspaceId, connectionId),
  ]);
  const mayEdit = roleAtLeast(role, 'admin');
  const foundBy = (rule: string) => rate.byRule.find((row) => row.rule === rule)?.customers ?? 0;
  return (
    <>
      <Section
        title="Match rate"
        about={
          <>
            Who they are is on <TextLink href="/people">People</TextLink>; what is doubtful, such as one customer with
            two ids, under <TextLink href="/identity/conflicts">Conflicts</TextLink>.
          </>
        }
      >
        <MatchRate rate={rate} currency={currency} />
      </Section>
      <Section title="Rules" id="rules">
        <Alert role="note" variant="light" color="yellow" title="The ids must be the same">
          The id on the purchase must equal the id in your app: a purchase made as “u_42” never meets a user known as
          “42”. The key to put it under is “user_id”; for an app that is only on the web, the e-mail address is enough.
        </Alert>
        <ApplyingStatus key={connectionId} loaded={versions} {...{ connectionId, mayEdit }} />
        <RulesForm
          key={`${connectionId} ${inForce.version}`}
          {...{ connectionId, inForce, versions, seen, mayEdit }}
          byHand={foundBy('pin')}
          provisional={foundBy('fallback')}
        />
      </Section>
      <Section title="Versions" id="versions" about="Every save is kept, and any can be brought back.">
        <VersionsTable key={connectionId} loaded={versions} {...{ connectionId, timeZone, mayEdit }} />
      </Section>
    </>
  );
}

async function Unresolved({ viewer, connectionId }: PartProps) {
  const customers = await loadUnresolved(viewer.account.workspaceId, connectionId);
  return (
    <Section
      title="Unresolved customers"
      about="No rule found a value: each counts as a person of its own. The newest hundred; each can be linked by hand."
    >
      {customers.length === 0 ? (
        <Text size="sm">None: a rule found a person for every customer.</Text>
      ) : (
        <UnresolvedTable customers={customers} />
      )}
    </Section>
  );
}

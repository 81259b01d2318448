import { Stack } from '@mantine/core';
import type { Metadata } from 'next';
import { publicOrigin } from '@/app/_session/public-origin';
import { requireViewer } from '@/app/_session/require-viewer';
import { EmptyState } from '@/components/admin/empty-state';
import { PageHeader } from '@/components/admin/page-header';
import { Section } from '@/components/admin/section';
import { AddSource } from '@/components/admin/sources/add-source';
import { IssueList } from '@/components/admin/sources/issue-list';
import { SourceCard } from '@/components/admin/sources/source-card';
import { roleAtLeast } from '@/lib/auth/roles';
import { EVENT_TYPES } from '@/lib/inbox/event-types';
import { loadConnectionStatus } from '@/lib/workspace/load-connection-status';
import { loadConnections } from '@/lib/workspace/load-connections';
import { loadIssues } from '@/lib/workspace/load-issues';

export const metadata: Metadata = { title: 'Sources' };

export default async function SourcesPage() {
  const { account, role } = await requireViewer();
  const [sources, issues] = await Promise.all([loadConnections(account.workspaceId), loadIssues(account.workspaceId)]);
  const statuses = await Promise.all(sources.map(({ id }) => loadConnectionStatus(account.workspaceId, id)));
  const mayEdit = roleAtLeast(role, 'admin');
  const origin = await publicOrigin();
  return (
    <>
      <PageHeader title="Sources" about="Where the numbers come from: one source for every Stripe account." />
      <Stack gap="md">
        {sources.map((source, index) => {
          const status = statuses[index];
          return (
            status && (
              <SourceCard
                key={source.id}
                {...{ source, status, origin, mayEdit }}
                eventTypes={EVENT_TYPES}
                timeZone={account.timeZone}
              />
            )
          );
        })}
        {sources.length === 0 && (
          <EmptyState title="No Stripe account is connected yet">
            Add a source below: with a restricted key the history is read, with the webhook address each payment appears
            within seconds.
          </EmptyState>
        )}
        {mayEdit && (
          <Section title={sources.length === 0 ? 'Connect Stripe' : 'Another Stripe account'}>
            <AddSource key={sources.length} suggestedName={sources.length === 0 ? 'Stripe' : ''} />
          </Section>
        )}
        {sources.length > 0 && <IssueList issues={issues} />}
      </Stack>
    </>
  );
}

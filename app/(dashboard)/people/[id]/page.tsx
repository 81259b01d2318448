import { Group, Stack } from '@mantine/core';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { storableText } from '@/app/_http/storable-text';
import { requireViewer } from '@/app/_session/require-viewer';
import { EmptyState } from '@/components/admin/empty-state';
import { PersonActions } from '@/components/admin/identity/person-actions';
import { PersonPrivacy } from '@/components/admin/identity/person-privacy';
import { PageHeader } from '@/components/admin/page-header';
import { Section } from '@/components/admin/section';
import { TextLink } from '@/components/admin/text-link';
import { CreditList } from '@/components/people/credit-list';
import { CustomerTable } from '@/components/people/customer-table';
import { IdentifierList } from '@/components/people/identifier-list';
import { personHref } from '@/components/people/person-href';
import { PersonReport } from '@/components/people/person-report';
import { TimelineList } from '@/components/people/timeline-list';
import { roleAtLeast } from '@/lib/auth/roles';
import { AppError } from '@/lib/errors';
import { loadPerson, movedFrom } from '@/lib/people/load-person';
import { loadUser } from '@/lib/people/load-user';
import type { PersonDetail } from '@/lib/people/shapes';
import type { Account, Mode } from '@/lib/reports/types';
import { listConnections } from '@/lib/workspace/list-connections';
import { loadFigures } from './_person/load-figures';

export const metadata: Metadata = { title: 'Person' };

export default async function PersonPage({ params, searchParams }: PageProps<'/people/[id]'>) {
  const { account, role } = await requireViewer();
  const id = readId((await params).id);
  const mode = (await searchParams).mode === 'test' ? 'test' : 'live';
  const person = await findPerson(account, id, mode);
  if (!person) return <NoCustomer {...{ account, id, mode }} isAdmin={roleAtLeast(role, 'admin')} />;
  if (person.id !== id) redirect(personHref(person.id, mode));
  const [{ params: report, figures }, sources] = await Promise.all([
    loadFigures(account, person.id, mode),
    listConnections(account.workspaceId),
  ]);
  const isAdmin = roleAtLeast(role, 'admin');
  const name = person.names[0] ?? person.emails[0];
  const { timeZone } = account;
  return (
    <Stack gap="md">
      <PageHeader
        title={person.id}
        about={[name, ...person.emails.filter((one) => one !== name)].filter(Boolean).join(' · ')}
      >
        <Group gap="sm">
          <TextLink href={mode === 'test' ? '/people?mode=test' : '/people'}>All people</TextLink>
          {isAdmin && <PersonPrivacy personId={person.id} mode={mode} />}
        </Group>
      </PageHeader>
      <PersonReport {...{ person, figures, timeZone }} params={report} />
      <Section title="Stripe customers" about="All that stand for this person, and how each was resolved.">
        <CustomerTable customers={person.customerList} timeZone={timeZone} />
      </Section>
      <Section title="Identifiers" about="What identifies the person, and which objects say so.">
        <IdentifierList identifiers={person.identifiers} timeZone={timeZone} />
      </Section>
      <Section title="Credited to" about="What brought the person: all sales count for these touches.">
        <CreditList credit={person.creditedTo} timeZone={timeZone} />
      </Section>
      <Section
        title="What happened"
        about="Payments, refunds and lost disputes, without tax, add up to the net revenue before Stripe’s fees."
      >
        <TimelineList personId={person.id} mode={mode} timeZone={timeZone} />
      </Section>
      <Section title="By hand" about="What is said here goes before all rules, and can be undone.">
        <PersonActions
          personId={person.id}
          mode={mode}
          customers={person.customerList.filter(({ isShared }) => !isShared)}
          connections={sources.map(({ id: value, name: label }) => ({ value, label }))}
          timeZone={timeZone}
          mayEdit={isAdmin}
        />
      </Section>
    </Stack>
  );
}

/** An address that cannot be decoded names nobody. */
function readId(encoded: string): string {
  try {
    return storableText(decodeURIComponent(encoded));
  } catch {
    notFound();
  }
}

async function findPerson(account: Account, id: string, mode: Mode): Promise<PersonDetail | null> {
  try {
    return await loadPerson(account, id, mode);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

interface NoCustomerProps {
  account: Account;
  id: string;
  mode: Mode;
  isAdmin: boolean;
}

/** An id that stood for somebody once leads on, one that only the app knows says what it told; any other is not there. */
async function NoCustomer({ account, id, mode, isAdmin }: NoCustomerProps) {
  const { workspaceId, timeZone } = account;
  const livemode = mode === 'live';
  const people = await movedFrom(workspaceId, livemode, id);
  const user = await loadUser({ workspaceId, livemode, personId: id });
  if (people.length === 0 && user?.person) redirect(personHref(user.person, mode));
  if (people.length === 0 && !user) notFound();
  return (
    <Stack gap="md">
      <PageHeader title={id} about={[...(user?.names ?? []), ...(user?.emails ?? [])].join(' · ')}>
        {isAdmin && user && user.person === null && <PersonPrivacy personId={id} mode={mode} />}
      </PageHeader>
      {people.length > 0 ? (
        <EmptyState title="No customer stands for this id any more">
          Its customers went to{' '}
          {people.map((person, index) => (
            <span key={person}>
              {index > 0 && ', '}
              <TextLink href={personHref(person, mode)}>{person}</TextLink>
            </span>
          ))}
          .
        </EmptyState>
      ) : (
        <EmptyState title="No customer at Stripe yet">
          Only your app told of this user. As soon as a customer carries the id, by the{' '}
          <TextLink href="/identity">rules of identity</TextLink>, what brought them is credited with what they pay.
        </EmptyState>
      )}
      <Section title="What happened">
        <TimelineList personId={id} mode={mode} timeZone={timeZone} />
      </Section>
    </Stack>
  );
}

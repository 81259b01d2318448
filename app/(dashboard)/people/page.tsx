import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { PageHeader } from '@/components/admin/page-header';
import { TextLink } from '@/components/admin/text-link';
import { PeopleList } from '@/components/people/people-list';
import { listPeople, personQuery } from '@/lib/people/list-people';

export const metadata: Metadata = { title: 'People' };

const ABOUT =
  'Everybody your customers are, across all sources: one person can be several Stripe customers. Amounts without an exchange rate are left out here, and named on the person’s page.';

export default async function PeoplePage({ searchParams }: PageProps<'/people'>) {
  const { account } = await requireViewer();
  const { search, sort, mode } = await searchParams;
  const query = personQuery.catch(personQuery.parse({})).parse({ search, sort, mode });
  const first = await listPeople(account, query);
  return (
    <>
      <PageHeader title="People" about={ABOUT}>
        <TextLink href="/identity">How customers become people</TextLink>
      </PageHeader>
      <PeopleList
        first={first}
        asked={{ search: query.search ?? '', sort: query.sort, mode: query.mode }}
        timeZone={account.timeZone}
      />
    </>
  );
}

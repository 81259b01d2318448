import { TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from '@mantine/core';
import { personHref } from '@/components/people/person-href';
import type { UnresolvedCustomer } from '@/lib/identity/load-identity';
import { TableFrame } from '../table-frame';
import { TextLink } from '../text-link';

/** Customers that no rule finds, with what a rule could look for. */
export function UnresolvedTable({ customers }: { customers: UnresolvedCustomer[] }) {
  return (
    <TableFrame label="Unresolved customers" minWidth={640}>
      <TableThead>
        <TableTr>
          <TableTh>Customer</TableTh>
          <TableTh>Name</TableTh>
          <TableTh>E-mail</TableTh>
          <TableTh>Metadata keys it carries</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {customers.map(({ ownerId, name, email, personId, keys }) => (
          <TableTr key={ownerId}>
            <TableTd>
              <TextLink href={personHref(personId, 'live')} ff="monospace">
                {ownerId}
              </TextLink>
            </TableTd>
            <TableTd>{name ?? '–'}</TableTd>
            <TableTd>{email ?? '–'}</TableTd>
            <TableTd>
              {keys.length > 0 ? (
                keys.join(', ')
              ) : (
                <Text span inherit c="dimmed">
                  none
                </Text>
              )}
            </TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}

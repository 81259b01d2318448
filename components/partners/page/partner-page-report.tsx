import { Box, Stack, Text } from '@mantine/core';
import { PageHeader } from '@/components/admin/page-header';
import { Section } from '@/components/admin/section';
import { TextLink } from '@/components/admin/text-link';
import type { PartnerPage } from '@/lib/partner-portal/load-partner-page';
import { PartnerLinksTable } from '../partner-links-table';
import { LeaveButton } from './leave-button';
import { OwnCommissions } from './own-commissions';
import { OwnPayouts } from './own-payouts';
import { OwnTotals } from './own-totals';

/** All that a partner sees. */
export function PartnerPageReport({ page }: { page: PartnerPage }) {
  const { partnerName, workspaceName, timeZone, totals, links, commissions, nextCursor, payouts } = page;
  return (
    <Box component="main" maw={960} mx="auto" p="md">
      <PageHeader title={partnerName} about={`Partner of ${workspaceName}. Times are those of ${timeZone}.`}>
        <LeaveButton />
      </PageHeader>
      <Stack gap="md">
        <OwnTotals totals={totals} />
        <Section title="Your links">
          <PartnerLinksTable links={links} />
        </Section>
        <Section title="Commissions" about="Refunds are taken off. What is pending may still be refunded.">
          <OwnCommissions commissions={commissions} timeZone={timeZone} />
          {nextCursor && (
            <Text size="sm">
              <TextLink href={`/partner?before=${nextCursor}`}>Show older</TextLink>
            </Text>
          )}
        </Section>
        <Section title="Payouts">
          <OwnPayouts payouts={payouts} timeZone={timeZone} />
        </Section>
      </Stack>
    </Box>
  );
}

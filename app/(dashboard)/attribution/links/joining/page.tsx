import { Stack, Text } from '@mantine/core';
import type { Metadata } from 'next';
import { publicOrigin } from '@/app/_session/public-origin';
import { requireViewer } from '@/app/_session/require-viewer';
import { PageHeader } from '@/components/admin/page-header';
import { Section } from '@/components/admin/section';
import { TextLink } from '@/components/admin/text-link';
import { CodeSample } from '@/components/links/code-sample';
import { JoiningOptions } from '@/components/links/joining-options';
import { leadSample, scriptSample } from '@/components/links/joining-samples';
import { JoiningSteps } from '@/components/links/joining-steps';
import { LINKS } from '@/components/links/link-href';
import { PublicKeyButton } from '@/components/links/public-key-button';
import { ImportTouches } from '@/components/tracking/import-touches';
import { publicKeyOf } from '@/lib/auth/api-keys';
import { roleAtLeast } from '@/lib/auth/roles';
import { loadSteps } from '@/lib/links/load-steps';

export const metadata: Metadata = { title: 'How to join clicks to Stripe' };

const ABOUT =
  'A click gets an id. When this id, or the id of who clicked, reaches Stripe, the sale is credited to the click.';

export default async function JoiningPage() {
  const { account, role } = await requireViewer();
  const [steps, key, origin] = await Promise.all([
    loadSteps(account.workspaceId),
    publicKeyOf(account.workspaceId),
    publicOrigin(),
  ]);
  const site = { origin, publicKey: key ?? 'hw_pk_…' };
  return (
    <Stack gap="md">
      <PageHeader title="How to join clicks to Stripe" about={ABOUT}>
        <TextLink href={LINKS}>All links</TextLink>
      </PageHeader>
      <Section title="How far you are" about="From the data of this workspace, looked at every few seconds.">
        <JoiningSteps first={steps} timeZone={account.timeZone} />
      </Section>
      <Section title="What is needed first">
        <Text size="sm">
          <b>Stripe</b>, connected under <TextLink href="/sources">Sources</TextLink>: sales come from there.
        </Text>
        <Text size="sm">
          <b>The script</b> on every page of your site, for links that lead there. It keeps the click in a cookie of
          your own site, and honours Do Not Track.
        </Text>
        <CodeSample name="the script">{scriptSample(site)}</CodeSample>
        {!key &&
          (roleAtLeast(role, 'admin') ? (
            <div>
              <PublicKeyButton />
            </div>
          ) : (
            <Text size="sm">The workspace has no public key yet: an admin makes one here.</Text>
          ))}
        <Text size="sm">
          <b>The server SDK</b>, for options 2 and 3: your server tells who signed up.{' '}
          <TextLink href="/settings/api-keys">API keys</TextLink>
        </Text>
        <CodeSample name="the lead code">{leadSample(site)}</CodeSample>
      </Section>
      <JoiningOptions />
      {roleAtLeast(role, 'analyst') && (
        <Section
          title="Touches from elsewhere"
          about="Clicks and visits of before, or that neither a link nor the script saw. Servers send them to POST /api/v1/touchpoints."
        >
          <ImportTouches />
        </Section>
      )}
    </Stack>
  );
}

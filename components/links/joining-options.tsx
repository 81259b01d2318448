import { List, ListItem, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Section } from '@/components/admin/section';
import { CodeSample } from './code-sample';
import {
  checkoutSample,
  createCustomerSample,
  guestSample,
  paymentLinkSample,
  updateCustomerSample,
} from './joining-samples';

/** The three ways in which a click reaches Stripe, and so the sale. */
export function JoiningOptions() {
  return (
    <>
      <Section
        id="payment-links"
        title="1. Payment Links"
        about="The click travels as client_reference_id=dub_id_…, without any code on a server."
      >
        <Tracked>
          The lead and the sale. The customer is known by its id at Stripe. Leads of this kind earn no lead rewards and
          send no webhooks of leads.
        </Tracked>
        <Text size="sm">
          A short link that leads straight to <code>https://buy.stripe.com/…</code>: switch “Leads to a Stripe Payment
          Link” on in the link, or add <code>?dub_client_reference_id=1</code> to the address that it leads to. The
          click is added on the way.
        </Text>
        <Text size="sm">
          A short link that leads to your site: the script adds the click to every Payment Link of the page by itself.
          Where you build such addresses in code, add it there:
        </Text>
        <CodeSample name="the Payment Link code">{paymentLinkSample()}</CodeSample>
      </Section>

      <Section
        id="checkout"
        title="2. Checkout (recommended)"
        about="Each Checkout Session says whose it is; the lead of before says which click brought them."
      >
        <Tracked>The leads that your server tells of, with lead rewards and webhooks, and all sales.</Tracked>
        <Text size="sm">
          Tell of the lead when somebody signs up (above), and give the same id to Stripe. What you keep in{' '}
          <code>client_reference_id</code> yourself, such as the id of a team, stays what it is: only a value that
          begins with <code>dub_id_</code> is read as a click.
        </Text>
        <CodeSample name="the Checkout code">{checkoutSample()}</CodeSample>
        <Text size="sm">
          One-time payments make no customer unless they are told to. Such guests are kept and shown as not mapped; with{' '}
          <code>customer_creation: 'always'</code> they are people like all others:
        </Text>
        <CodeSample name="the code for one-time payments">{guestSample()}</CodeSample>
      </Section>

      <Section
        id="customers"
        title="3. Customers"
        about="For apps that make the customer at Stripe themselves, at sign-up or later."
      >
        <Tracked>The lead and the sale. Leads of this kind earn no lead rewards.</Tracked>
        <CodeSample name="the code that makes a customer">{createCustomerSample()}</CodeSample>
        <Text size="sm">The same for a customer that is there already, also long after it was made:</Text>
        <CodeSample name="the code that changes a customer">{updateCustomerSample()}</CodeSample>
      </Section>

      <Section title="What happens then">
        <List size="sm" spacing={4}>
          <ListItem>
            The sale, all later revenue, refunds and MRR of the person are credited by the attribution model of the
            workspace, over all sources.
          </ListItem>
          <ListItem>
            What becomes known later is credited in hindsight, with a line in the audit for each sale that moves. The
            first attribution stays once there is a sale.
          </ListItem>
          <ListItem>A sale without a click is “Direct / unknown”, which every report shows.</ListItem>
        </List>
      </Section>
    </>
  );
}

function Tracked({ children }: { children: ReactNode }) {
  return (
    <Stack gap={2}>
      <Text size="xs" fw={600}>
        What is tracked
      </Text>
      <Text size="sm">{children}</Text>
    </Stack>
  );
}

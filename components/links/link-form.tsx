'use client';

import { Button, Group, Loader, Select, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { FormMessage } from '@/components/admin/form-message';
import { sendJson } from '@/components/admin/send-json';
import { TextLink } from '@/components/admin/text-link';
import { useSubmit } from '@/components/admin/use-submit';
import { describedLink, type ListedLink } from '@/lib/links/link-shapes';
import { LINKS } from './link-href';
import { slugQuery } from './link-queries';
import { isPaymentLink, type LinkValues, previewOf, requestOf, takeUtm, valuesOf } from './link-values';
import classes from './links.module.css';
import { useLinkChanges } from './use-link-changes';

export interface PartnerChoice {
  value: string;
  label: string;
}

interface Props {
  /** Null for a new one. */
  link: ListedLink | null;
  partners: PartnerChoice[];
  /** What short links begin with. */
  origin: string;
  onDone: () => void;
}

/** The link builder. */
export function LinkForm({ link, partners, origin, onDone }: Props) {
  const { refresh, change } = useLinkChanges();
  const form = useForm<LinkValues>({ initialValues: valuesOf(link) });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    if (link) {
      await change(link.id, requestOf(values));
      notifications.show({ message: `/r/${values.slug} is saved.` });
    } else {
      const made = describedLink.parse(await sendJson('POST', '/api/internal/links', requestOf(values)));
      await refresh();
      notifications.show({ message: `${made.shortUrl} is ready.` });
    }
    onDone();
  });
  const preview = form.values.url.trim() === '' ? null : previewOf(form.values);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormMessage message={message} />
        <TextInput
          label="Leads to"
          placeholder="https://example.com/pricing"
          inputMode="url"
          required
          data-autofocus
          {...form.getInputProps('url')}
          onBlur={() =>
            form.setValues({
              ...takeUtm(form.values),
              ...(!link && isPaymentLink(form.values) ? { clientReference: true } : {}),
            })
          }
        />
        <SlugInput {...{ form, origin }} link={link} />
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="xs">
          <TextInput label="Source" placeholder="newsletter" {...form.getInputProps('source')} />
          <TextInput label="Medium" placeholder="email" {...form.getInputProps('medium')} />
          <TextInput label="Campaign" placeholder="spring-sale" {...form.getInputProps('campaign')} />
          <TextInput label="Term" {...form.getInputProps('term')} />
          <TextInput label="Content" {...form.getInputProps('content')} />
          <TextInput label="Title" placeholder="For people" {...form.getInputProps('title')} />
        </SimpleGrid>
        {preview && (
          <div>
            <Text size="sm" fw={500} mb={4}>
              Opens
            </Text>
            <div className={classes.preview} role="status" aria-label="Address that opens">
              {'url' in preview ? preview.url : preview.problem}
            </div>
          </div>
        )}
        <Switch
          label="Track conversions"
          description="Leads and sales are credited to its clicks. Off, clicks are only counted."
          {...form.getInputProps('trackConversion', { type: 'checkbox' })}
        />
        <Switch
          label="Leads to a Stripe Payment Link"
          description={
            <>
              The click is added as client_reference_id.{' '}
              <TextLink href={`${LINKS}/joining`} size="xs">
                How clicks are joined to Stripe
              </TextLink>
            </>
          }
          {...form.getInputProps('clientReference', { type: 'checkbox' })}
        />
        <Select
          label="Partner"
          placeholder={partners.length > 0 ? 'Nobody' : 'There is no partner yet'}
          disabled={partners.length === 0}
          data={partners}
          clearable
          searchable
          {...form.getInputProps('partnerId')}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
          <TextInput
            type="datetime-local"
            label="Expires"
            description="In your own time zone."
            {...form.getInputProps('expiresAt')}
          />
          <TextInput
            label="Leads to afterwards"
            description="Else it says that it has expired."
            placeholder="https://example.com"
            {...form.getInputProps('expiredUrl')}
          />
        </SimpleGrid>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {link ? 'Save link' : 'Create link'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface SlugProps extends Pick<Props, 'link' | 'origin'> {
  form: ReturnType<typeof useForm<LinkValues>>;
}

/** What the link is called, looked up as it is typed. */
function SlugInput({ form, link, origin }: SlugProps) {
  const typed = form.values.slug;
  const [slug] = useDebouncedValue(typed, 250);
  const isOwn = slug.trim() === (link?.slug ?? '');
  const { data, error, isFetching } = useQuery({
    ...slugQuery(slug, link?.id ?? null),
    ...(isOwn ? { enabled: false } : {}),
  });
  const refusal = isOwn || typed !== slug ? null : data?.taken ? `/r/${slug} is taken.` : error?.message;
  const about = () => {
    if (typed.trim() === '') return 'Left empty, one is made that nobody can guess.';
    if (isOwn && link) return 'The address people have. Another one breaks what is printed or sent.';
    return data && !data.taken && typed === slug ? `${origin}/r/${slug} is free.` : `${origin}/r/${typed}`;
  };
  return (
    <TextInput
      label="Short link"
      description={about()}
      leftSection={<Text size="sm">/r/</Text>}
      rightSection={isFetching && !isOwn ? <Loader size={14} /> : null}
      autoComplete="off"
      spellCheck={false}
      {...form.getInputProps('slug')}
      error={form.errors.slug ?? refusal}
    />
  );
}

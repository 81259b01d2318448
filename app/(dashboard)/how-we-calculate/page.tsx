import { Stack, Text } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { PageHeader } from '@/components/admin/page-header';
import { Section } from '@/components/admin/section';
import { Contents } from '@/components/how-we-calculate/contents';
import { ExampleTable } from '@/components/how-we-calculate/example-table';
import { MetricTable } from '@/components/how-we-calculate/metric-table';
import { OthersTable } from '@/components/how-we-calculate/others-table';
import { ProductTable } from '@/components/how-we-calculate/product-table';
import { WhyDifferent } from '@/components/how-we-calculate/why-different';
import { PRESET_IDS, PRESETS } from '@/lib/definitions/presets';
import { allOutcomes } from '@/lib/examples/outcomes';
import { describeMetrics } from '@/lib/reports/describe-metric';

export const metadata: Metadata = { title: 'How we calculate' };

const PRESETS_TO_COMPARE = PRESET_IDS.filter((id) => id !== 'default').map((id) => ({
  value: id,
  label: PRESETS[id].label,
}));

export default async function HowWeCalculatePage() {
  await requireViewer();
  const { sections, others, count, holding } = allOutcomes();
  return (
    <>
      <PageHeader
        title="How we calculate"
        about="Every metric in words, and worked examples of the definitions, computed by the code that computes your figures."
      />
      <Stack gap="md">
        <Section title="Contents">
          <Contents sections={sections} />
          <Text size="sm" role="status">
            {holding} of {count} examples come out as defined. Their amounts are in minor units, such as cents, unless a
            symbol is shown; the arithmetic is what opens behind a figure.
          </Text>
        </Section>
        <Section id="metrics" title="Metrics" about="Under each is its name in the API.">
          <MetricTable metrics={describeMetrics({ metadataKeys: [] })} />
        </Section>
        {sections.map(({ id, title, about, others: words, outcomes }) => (
          <Section key={id} id={id} title={title} about={about}>
            <ExampleTable label={title} outcomes={outcomes} />
            {words && (
              <Text size="sm" c="dimmed" maw={720}>
                How others count: {words}
              </Text>
            )}
            {id === 'B3' && (
              <Section
                order={3}
                title="How others count"
                about="The same month of data set B2-1: five customers at its start, one churned, one new, one back."
              >
                <OthersTable others={others} />
              </Section>
            )}
          </Section>
        ))}
        <Section
          id="why-different"
          title="Why is it different from Stripe, ChartMogul and others?"
          about="Each product answers the same questions in its own way. “(u)” marks what was inferred and not read in its documentation."
        >
          <WhyDifferent presets={PRESETS_TO_COMPARE} />
          <Section order={3} title="What each product counts">
            <ProductTable />
          </Section>
        </Section>
      </Stack>
    </>
  );
}

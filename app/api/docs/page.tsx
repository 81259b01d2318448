import { Anchor, Container, Stack, Text, Title } from '@mantine/core';
import type { Metadata } from 'next';
import { publicOrigin } from '@/app/_session/public-origin';
import { Section } from '@/components/admin/section';
import { openApiDocument } from '@/lib/openapi/document';
import { operations } from '@/lib/openapi/operations';
import { describeMetrics } from '@/lib/reports/describe-metric';
import { CodeBlock } from './code-block';
import { MetricTable } from './metric-table';
import { OperationSection } from './operation-section';
import { SchemaTable } from './schema-table';

export const metadata: Metadata = { title: 'API' };

/** The OpenAPI document for people. It holds no data of any workspace, so it needs no session. */
export default async function ApiDocsPage() {
  const { info, components } = openApiDocument();
  const origin = await publicOrigin();
  return (
    <Container component="main" size="lg" py="xl">
      <Stack gap="md">
        <div>
          <Title order={1}>{info.title} API</Title>
          {info.description.split('\n').map((line) => (
            <Text key={line} size="sm" c="dimmed" maw={760}>
              {line}
            </Text>
          ))}
        </div>
        <Section title="Begin" about="An admin makes keys under Settings → API keys.">
          <CodeBlock>{`export KEY=hw_sk_…
curl -H "Authorization: Bearer $KEY" "${origin}/api/v1/metrics/mrr?interval=month"
curl -H "Authorization: Bearer $KEY" "${origin}/api/v1/metrics/mrr/rows?start=2026-03-01&end=2026-04-01&format=csv"`}</CodeBlock>
          <Text size="sm">
            The same as a machine reads it:{' '}
            <Anchor href="/api/v1/openapi.json" size="sm" underline="always">
              openapi.json
            </Anchor>{' '}
            (OpenAPI 3.1).
          </Text>
        </Section>
        {operations.map((operation) => (
          <OperationSection key={operation.id} operation={operation} />
        ))}
        <Section title="Metrics" id="metrics">
          <MetricTable metrics={describeMetrics({ metadataKeys: [] })} />
        </Section>
        {Object.entries(components.schemas).map(([name, schema]) => (
          <Section key={name} title={name} id={name} about={schema.description}>
            <SchemaTable name={name} schema={schema} />
          </Section>
        ))}
      </Stack>
    </Container>
  );
}

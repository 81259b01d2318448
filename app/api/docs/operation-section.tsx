import { Anchor, Code, TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from '@mantine/core';
import { Section } from '@/components/admin/section';
import { TableFrame } from '@/components/admin/table-frame';
import { typeText } from '@/lib/openapi/json-schema';
import type { Operation } from '@/lib/openapi/operations';
import type { Parameter } from '@/lib/openapi/parameters';
import { FIXED_DIMENSIONS } from '@/lib/reports/dimensions';
import { CodeBlock } from './code-block';

/** One path with what it takes and what it answers. */
export function OperationSection({ operation }: { operation: Operation }) {
  const { id, method, path, summary, description, parameters, body, answers } = operation;
  return (
    <Section title={summary} id={id} about={description}>
      <CodeBlock>{`${method.toUpperCase()} ${path}`}</CodeBlock>
      {body && <Text size="sm">Body: {body.description}</Text>}
      {parameters.length > 0 && <ParameterTable path={path} parameters={parameters} />}
      <AnswerTable path={path} answers={answers} />
    </Section>
  );
}

function ParameterTable({ path, parameters }: { path: string; parameters: readonly Parameter[] }) {
  return (
    <TableFrame label={`Parameters of ${path}`} minWidth={560}>
      <TableThead>
        <TableTr>
          <TableTh w={220}>Parameter</TableTh>
          <TableTh w={340}>Type</TableTh>
          <TableTh>Meaning</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {foldFilters(parameters).map(({ name, type, required, meaning }) => (
          <TableTr key={name}>
            <TableTd style={{ whiteSpace: 'nowrap' }}>
              <Code>{name}</Code>
              {required && ' required'}
            </TableTd>
            <TableTd>{type}</TableTd>
            <TableTd>{meaning}</TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}

const VALUES = 'A comma within a value is written “\\,”. A coupon stands for every combination that it is in.';

/** The filters differ only in their dimension: one row for those that keep, one for those that leave out. */
function foldFilters(parameters: readonly Parameter[]) {
  return parameters.flatMap(({ name, required, schema, description }) => {
    if (!name.startsWith('filter['))
      return [{ name, type: typeText(schema), required, meaning: fallback(schema, description) }];
    if (!name.startsWith(`filter[${FIXED_DIMENSIONS[0]}]`)) return [];
    const [shown, verb] = name.endsWith('!') ? ['filter[…]!=a,b', 'Leave out'] : ['filter[…]=a,b', 'Keep only'];
    return [
      {
        name: shown,
        type: 'list of string',
        required,
        meaning: `${verb} these values of ${FIXED_DIMENSIONS.join(', ')} or metadata.<key>. ${VALUES}`,
      },
    ];
  });
}

const fallback = (schema: Parameter['schema'], description: string) =>
  schema.default === undefined ? description : `${description} Default: ${schema.default}.`;

function AnswerTable({ path, answers }: { path: string; answers: Operation['answers'] }) {
  return (
    <TableFrame label={`Answers of ${path}`} minWidth={480}>
      <TableThead>
        <TableTr>
          <TableTh w={80}>Status</TableTh>
          <TableTh>Meaning</TableTh>
          <TableTh w={200}>Body</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {Object.entries(answers).map(([status, { description, schema, csv }]) => (
          <TableTr key={status}>
            <TableTd>{status}</TableTd>
            <TableTd>{description}</TableTd>
            <TableTd>
              {schema && (
                <Anchor href={`#${schema}`} size="sm" underline="always">
                  {schema}
                </Anchor>
              )}
              {csv && ' or CSV'}
            </TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}

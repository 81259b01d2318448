import { Anchor, Code, TableTbody, TableTd, TableTh, TableThead, TableTr } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import { type JsonSchema, typeText } from '@/lib/openapi/json-schema';

/** The members of one answer; types that have a table of their own are links. */
export function SchemaTable({ name, schema }: { name: string; schema: JsonSchema }) {
  return (
    <TableFrame label={`Members of ${name}`} minWidth={560}>
      <TableThead>
        <TableTr>
          <TableTh w={220}>Member</TableTh>
          <TableTh w={340}>Type</TableTh>
          <TableTh>Meaning</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {Object.entries(schema.properties ?? {}).map(([member, of]) =>
          typeof of === 'boolean' ? null : (
            <TableTr key={member}>
              <TableTd style={{ whiteSpace: 'nowrap' }}>
                <Code>{member}</Code>
                {!schema.required?.includes(member) && ' optional'}
              </TableTd>
              <TableTd>
                <TypeLink text={typeText(of)} />
              </TableTd>
              <TableTd>{of.description}</TableTd>
            </TableTr>
          ),
        )}
      </TableTbody>
    </TableFrame>
  );
}

function TypeLink({ text }: { text: string }) {
  const named = /\b[A-Z]\w+$/.exec(text)?.[0];
  if (!named) return text;
  return (
    <Anchor href={`#${named}`} size="sm" underline="always">
      {text}
    </Anchor>
  );
}

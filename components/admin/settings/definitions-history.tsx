import { TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from '@mantine/core';
import { formatInstant } from '@/components/format/format-instant';
import { settingInWords } from '@/lib/definitions/setting-fields';
import type { DefinitionChange } from '@/lib/workspace/load-definitions';
import { TableFrame } from '../table-frame';

/** Who chose what, and when. */
export function DefinitionsHistory({ history, timeZone }: { history: DefinitionChange[]; timeZone: string }) {
  if (history.length === 0) return <Text size="sm">The defaults count since the beginning.</Text>;
  return (
    <TableFrame label="Versions" minWidth={640}>
      <TableThead>
        <TableTr>
          <TableTh>Version</TableTh>
          <TableTh>When</TableTh>
          <TableTh>Who</TableTh>
          <TableTh>Changed to</TableTh>
          <TableTh>Note</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {history.map(({ version, at, by, definitions, changed, note }) => (
          <TableTr key={version}>
            <TableTd>{version}</TableTd>
            <TableTd style={{ whiteSpace: 'nowrap' }}>{formatInstant(at, timeZone)}</TableTd>
            <TableTd>{by ?? 'somebody who is no member any more'}</TableTd>
            <TableTd>
              {changed.map((key) => (
                <div key={key}>{settingInWords(key, definitions[key])}</div>
              ))}
            </TableTd>
            <TableTd>{note ?? '–'}</TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}

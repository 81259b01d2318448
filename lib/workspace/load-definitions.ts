import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { changedSettings, sameDefinitions } from '@/lib/definitions/changed-settings';
import { parseDefinitions } from '@/lib/definitions/parse-definitions';
import { type Definitions, definitionsOf, PRESET_IDS, type PresetId } from '@/lib/ledger/definitions';

export interface DefinitionChange {
  version: number;
  /** ISO instant. */
  at: string;
  /** Name or e-mail address of who chose; null when that is not known any more. */
  by: string | null;
  definitions: Definitions;
  /** The settings that differ from the version before. */
  changed: (keyof Definitions)[];
  note: string | null;
}

export interface WorkspaceDefinitions {
  definitions: Definitions;
  /** The preset these are, if they are one. */
  preset: PresetId | null;
  /** 0 while nobody ever chose anything. */
  version: number;
  /** Latest first. */
  history: DefinitionChange[];
}

const workspaceRow = z.object({ definitions: z.unknown() });
const changeRow = z.object({
  version: z.number(),
  at: z.date(),
  by: z.string().nullable(),
  definitions: z.unknown(),
  note: z.string().nullable(),
});

/** What the workspace counts, and every choice that led there. */
export async function loadDefinitions(workspaceId: string): Promise<WorkspaceDefinitions> {
  const [definitions, changes] = await Promise.all([
    currentDefinitions(workspaceId),
    queryRows(changeRow, {
      text: `select c.version, c.at, coalesce(u.name, u.email) as by, c.definitions, c.note
        from definition_change c left join app_user u on u.id = c.by_id where c.workspace_id = $1 order by c.version`,
      values: [workspaceId],
    }),
  ]);
  const parsed = changes.map((change) => ({ ...change, definitions: parseDefinitions(change.definitions) }));
  const history = parsed.map(({ at, ...change }, index) => ({
    ...change,
    at: at.toISOString(),
    changed: changedSettings(parsed[index - 1]?.definitions ?? definitionsOf('default'), change.definitions),
  }));
  return {
    definitions,
    preset: PRESET_IDS.find((id) => sameDefinitions(definitionsOf(id), definitions)) ?? null,
    version: history.at(-1)?.version ?? 0,
    history: history.reverse(),
  };
}

/** What the workspace counts: the defaults where nothing was ever chosen. */
export async function currentDefinitions(workspaceId: string): Promise<Definitions> {
  const [workspace] = await queryRows(workspaceRow, {
    text: 'select w.definitions from workspace w where w.id = $1',
    values: [workspaceId],
  });
  return parseDefinitions(workspace?.definitions);
}

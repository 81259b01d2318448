import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { AppError } from '@/lib/errors';

interface Whose {
  workspaceId: string;
  livemode: boolean;
  /** What the app calls them. */
  personId: string;
}

const user = z.object({
  isKnown: z.boolean(),
  /** For whom this id stands, by hand or by a customer that carries it; null where it does for nobody else. */
  person: z.string().nullable(),
  names: z.array(z.string()),
  emails: z.array(z.string()),
});
export type AppUser = z.output<typeof user>;

/** What the app told, by leads, sales and touches, of somebody whom no customer of Stripe stands for; null where it never did. */
export async function loadUser({ workspaceId, livemode, personId }: Whose): Promise<AppUser | null> {
  const [found] = await queryRows(user, {
    text: `with told as (
        select name, email from lead where workspace_id = $1 and livemode = $2 and external_id = $3 and source = 'manual'
      )
      select exists (select from told)
        or exists (select from tracked_sale where workspace_id = $1 and livemode = $2 and external_id = $3)
        or exists (select from visitor_identifier where workspace_id = $1 and livemode = $2 and identifier = 'id:' || $3)
        or exists (select from touchpoint where workspace_id = $1 and visitor_id = 'id:' || $3) as "isKnown",
      coalesce(
        (select person_id from person_alias where workspace_id = $1 and livemode = $2 and alias_id = $3),
        (select o.person_id from owner_identifier i
          join ledger_owner o on o.workspace_id = $1 and o.connection_id = i.connection_id and o.id = i.owner_id
          where i.workspace_id = $1 and i.identifier = 'id:' || $3 and o.livemode = $2 order by 1 limit 1)) as person,
      array(select distinct name from told where name is not null order by 1) as names,
      array(select distinct email from told where email is not null order by 1) as emails`,
    values: [workspaceId, livemode, personId],
  });
  return found && (found.isKnown || found.person !== null) ? found : null;
}

/** Throws `not_found` where the app told nothing of them, and `conflict` where this id stands for somebody else. */
export async function requireUser(whose: Whose): Promise<void> {
  const found = await loadUser(whose);
  if (!found) throw new AppError('not_found', 'There is no such person.');
  if (found.person !== null) throw new AppError('conflict', `This id stands for ${found.person}: ask for them.`);
}

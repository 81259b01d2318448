import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import { queryRows } from '@/lib/db/query-rows';
import { AppError } from '@/lib/errors';
import { wakeProjector } from '@/lib/inbox/wake-projector';
import type { By } from '../by';
import type { partnerCodeInput } from '../inputs';
import { requirePartner } from './save-partner';

const codeRow = z.object({
  connectionId: z.string(),
  connectionName: z.string(),
  promotionCodeId: z.string(),
  code: z.string(),
  partner: z.object({ id: z.string(), name: z.string() }).nullable(),
});

/** The promotion codes that are known, of live and of test mode, and whose they are. */
export async function listPromotionCodes(workspaceId: string) {
  const codes = await queryRows(codeRow, {
    text: `select k.connection_id as "connectionId", coalesce(c.name, '') as "connectionName", k.id as "promotionCodeId",
        coalesce(nullif(o.code, ''), k.name, k.id) as code,
        case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as partner
      from (
        select workspace_id, connection_id, id, name from catalog_item where workspace_id = $1 and kind = 'promotion_code' and not deleted
        union select o.workspace_id, o.connection_id, o.promotion_code_id, null from partner_code o
          where o.workspace_id = $1 and not exists (select from catalog_item k where k.workspace_id = $1
            and k.connection_id = o.connection_id and k.kind = 'promotion_code' and not k.deleted and k.id = o.promotion_code_id)
      ) k
      left join connection c on c.workspace_id = $1 and c.id = k.connection_id
      left join partner_code o on o.workspace_id = $1 and o.connection_id = k.connection_id and o.promotion_code_id = k.id
      left join partner p on p.workspace_id = $1 and p.id = o.partner_id
      order by code, k.id limit 1000`,
    values: [workspaceId],
  });
  return { codes };
}

/** From its first use on, the sales with a code are this partner's, unless another touch gets the credit. */
export async function addPartnerCode(
  { workspaceId, userId }: By,
  partnerId: string,
  { connectionId, promotionCodeId, code }: z.output<typeof partnerCodeInput>,
): Promise<void> {
  await requirePartner(workspaceId, partnerId);
  await inTransaction(async (tx) => {
    const connection = await tx.query('select 1 from connection where workspace_id = $1 and id = $2', [
      workspaceId,
      connectionId,
    ]);
    if (connection.rows.length === 0) throw new AppError('not_found', 'There is no such connection.', 'connectionId');
    const known = await tx.query<{ name: string | null }>(
      `select name from catalog_item where workspace_id = $1 and connection_id = $2 and kind = 'promotion_code' and id = $3`,
      [workspaceId, connectionId, promotionCodeId],
    );
    const { rowCount } = await tx.query(
      `insert into partner_code as o (workspace_id, connection_id, promotion_code_id, partner_id, code, created_by_id)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (workspace_id, connection_id, promotion_code_id) do update set code = excluded.code
       where o.partner_id = excluded.partner_id`,
      [workspaceId, connectionId, promotionCodeId, partnerId, known.rows[0]?.name ?? code, userId],
    );
    if (rowCount === 0)
      throw new AppError(
        'conflict',
        'Another partner has this promotion code: take it from them first.',
        'promotionCodeId',
      );
    await tx.query(CREDIT_AGAIN, [workspaceId, `promotion:${promotionCodeId}`]);
  });
  wakeProjector();
}

export async function removePartnerCode(
  { workspaceId }: Pick<By, 'workspaceId'>,
  partnerId: string,
  { connectionId, promotionCodeId }: Pick<z.output<typeof partnerCodeInput>, 'connectionId' | 'promotionCodeId'>,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { rowCount } = await tx.query(
      `delete from partner_code where workspace_id = $1 and connection_id = $2 and promotion_code_id = $3 and partner_id = $4`,
      [workspaceId, connectionId, promotionCodeId, partnerId],
    );
    if (rowCount === 0) throw new AppError('not_found', 'The partner has no such promotion code.');
    await tx.query(CREDIT_AGAIN, [workspaceId, `promotion:${promotionCodeId}`]);
  });
  wakeProjector();
}

const CREDIT_AGAIN = `insert into attribution_due (workspace_id, key, cause) values ($1, $2, 'partner')`;

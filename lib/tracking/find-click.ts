import type pg from 'pg';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { TOUCH_ID } from './ids';
import type { Tracking } from './track-requests';

const foundClick = z.object({
  id: z.string(),
  visitorId: z.string(),
  credits: z.boolean(),
  link: z
    .object({
      id: z.string(),
      slug: z.string(),
      url: z.string(),
      partnerId: z.string().nullable(),
      externalId: z.string().nullable(),
    })
    .nullable(),
});
export type FoundClick = z.output<typeof foundClick>;

const SELECT = `select t.id, t.visitor_id as "visitorId", t.credits, case when l.id is null then null else json_build_object(
    'id', l.id, 'slug', l.slug, 'url', l.url, 'partnerId', l.partner_id, 'externalId', l.external_id) end as link
  from touchpoint t left join link l on l.workspace_id = t.workspace_id and l.id = t.link_id
  where t.workspace_id = $1`;

/**
 * The touch that a caller names by its id; the reference of a Payment Link, with its prefix, is taken as well. Throws
 * `not_found`, and `unprocessable` for a click on a link whose conversions are not tracked (RV-15).
 */
export async function findClick(tx: pg.ClientBase, workspaceId: string, told: string): Promise<FoundClick> {
  const id = told.trim().replace(/^dub_id_/, '');
  const { rows } = TOUCH_ID.test(id) ? await tx.query(`${SELECT} and t.id = $2`, [workspaceId, id]) : { rows: [] };
  const [click] = z.array(foundClick).parse(rows);
  if (!click)
    throw new AppError(
      'not_found',
      `clickId: no click has the id “${id.slice(0, 100)}”. Send the cookie dub_id.`,
      'clickId',
    );
  if (!click.credits)
    throw new AppError(
      'unprocessable',
      'clickId: conversion tracking was off for the link when it was clicked.',
      'clickId',
    );
  return click;
}

/** The latest touch of whoever has one of these identifiers, clicks before visits; null where none is known. */
export async function latestClick(
  tx: pg.ClientBase,
  { workspaceId, livemode }: Tracking,
  identifiers: readonly string[],
): Promise<FoundClick | null> {
  const { rows } = await tx.query(
    `${SELECT} and t.credits and (t.visitor_id = any($2) or t.visitor_id in (
       select visitor_id from visitor_identifier where workspace_id = $1 and identifier = any($2) and (livemode or not $3)))
     order by (t.kind = 'click') desc, t.occurred_at desc, t.id limit 1`,
    [workspaceId, identifiers, livemode],
  );
  return z.array(foundClick).parse(rows)[0] ?? null;
}

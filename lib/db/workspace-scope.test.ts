import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/*
 * F35: no query over a table that belongs to workspaces may leave out which workspace. Read off the source: every SQL
 * text and every Prisma call in lib/ must name the workspace, or stand in the list below with the reason why not.
 */

/** "file: what it asks" → why it may look across workspaces. */
const ACROSS_WORKSPACES: Record<string, string> = {
  'lib/auth/api-keys.ts: apiKey.findFirst': 'the hash of the key says which workspace it opens',
  'lib/auth/load-memberships.ts: member.findMany': 'a person’s workspaces, by the person',
  'lib/boot/check-secret.ts: connection.findFirst':
    'whether the master key opens anything at all, before the first request',
  'lib/boot/check-secret.ts: webhookSecret.findFirst': 'the same',
  'lib/connections/backfill/start-backfills.ts: from connection':
    'looks for histories to read, each into its own workspace',
  'lib/connections/permissions/probe-stale-keys.ts: connection.findMany': 'tries the keys of every workspace',
  'lib/connections/pull/pull-balance-transactions.ts: connection.findMany':
    'reads Stripe for every workspace, each into its own',
  'lib/connections/pull/pull-for-each.ts: connection.findMany': 'the same',
  'lib/connections/catch-up/load-standings.ts: from webhook_secret': 'the same',
  'lib/tracking/find-link.ts: from link': 'the slug of a short link says which workspace it belongs to',
  'lib/variants/make-variant.ts: from lead':
    'a table made of a question takes no parameters: its workspace is written into it',
  'lib/variants/make-variant.ts: from ${table}': 'the same',
  'lib/metrics/rollup-table.ts: from ${table}': 'a subquery, whose reader adds the condition beside it',
  'lib/inbox/settle-attribution.ts: from attribution_due': 'looks for work, each in its own workspace',
  'lib/inbox/load-endpoint.ts: connection.findFirst': 'the webhook address says which workspace it belongs to',
  'lib/inbox/projector.ts: from stripe_event': 'projects every workspace, each by itself',
  'lib/db/merge-sums.ts: into ${table}': 'the rows bring their workspace among the keys',
  'lib/identity/apply-mappings.ts: from identity_mapping': 'looks for rules to apply, each in its own workspace',
  'lib/identity/derive-buyers.ts: from ${days}': 'of rows that are at hand, with their workspace',
  'lib/identity/derive-cohorts.ts: join ${moved}': 'of rows that are at hand, in the zone of their workspace',
  'lib/inbox/write-rollups.ts: from ${rows}': 'of rows that are at hand, with their workspace',
  'lib/metrics/pieces.ts: from ${table}': 'its caller hands it the condition',
  'lib/metrics/buyers.ts: from buyer_monthly': 'a subquery, whose reader adds the condition beside it',
  'lib/links/slug-in-use.ts: link.findUnique': 'the redirect knows no workspace, so that a slug is of all of them',
  'lib/partners/engine/settle-commissions.ts: from commission_due':
    'looks for commissions to work out, each in its own workspace',
  'lib/workspace/admit-external-user.ts: invitation.findFirst': 'whether an address was invited anywhere',
  'lib/workspace/event-row.ts: stripeEvent.findMany': 'the type of its condition demands the workspace',
  'lib/partner-portal/find-partner-session.ts: partnerSession.findFirst': 'the hash of the token says whose it is',
  'lib/partner-portal/open-partner-session.ts: partnerInvitation.findFirst': 'the same',
  'lib/webhooks/start-delivering.ts: from outgoing_delivery': 'looks for what is due, each in its own workspace',
  'lib/webhooks/forget-old-messages.ts: from outgoing_message': 'looks for what is too old, each in its own workspace',
  'lib/workspace/find-invitation.ts: invitation.findFirst': 'the hash of the token says what it invites to',
};

const schema = readFileSync('prisma/schema.prisma', 'utf8');
const models = [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)]
  .filter(([, , body]) => /workspace_id/.test(body ?? ''))
  .map(([, name = '', body = '']) => ({ name, table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name }));
const delegates = new Set(models.map(({ name }) => name[0]?.toLowerCase() + name.slice(1)));
const sqlTables = new RegExp(
  // Also where the name of the table is put in.
  `\\b(from|into|update|join|truncate)\\s+(only\\s+)?(\\$\\{[\\w.]+\\}|(${models.map(({ table }) => table).join('|')})\\b)`,
);

interface Found {
  where: string;
  what: string;
  scoped: boolean;
}

const files = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|testing|generated|faults/.test(file))
  .map((file) => join('lib', file));

/** Parts of a Prisma call that say what is returned, and not of whom. */
const CHOOSES_NO_ROW = /^(select|orderBy|include|by|_sum|_max)$/;

/** What counts as naming the workspace; to select its column is not enough. */
const BY_WORKSPACE = {
  prisma: [/workspaceId/],
  sql: [
    /workspace_id\s*=\s*(any\()?\$\d/i,
    /into (\$\{\w+\}|\w+)( as \w+)?\s*\(\s*workspace_id/i,
    // Whole rows, which bring their workspace along, and joins of two tables within one.
    /^.insert into (\$\{\w+\}|\w+)( as \w+)? select \* from json_populate_recordset/,
    /\(\w+\.workspace_id, [^)]*\) = \(\w+\.workspace_id, /,
    /^. ?(left join|and not exists \(select from) \w+ \w+ (on|where) \w+\.workspace_id = \w+\.workspace_id/,
  ],
};

const names = (patterns: RegExp[], text: string) => patterns.some((pattern) => pattern.test(text));

/** The source of a node, with what its identifiers stand for in the same file written out. */
function spelledOut(node: ts.Node, source: ts.SourceFile, seen = new Set<string>()): string {
  const parts = ts.isObjectLiteralExpression(node)
    ? node.properties
        .filter(({ name }) => !(name && CHOOSES_NO_ROW.test(name.getText(source))))
        .map((one) => one.getText(source))
    : [node.getText(source)];
  const visit = (inner: ts.Node): void => {
    if (ts.isPropertyAssignment(inner) && CHOOSES_NO_ROW.test(inner.name.getText(source))) return;
    if (ts.isIdentifier(inner) && !seen.has(inner.text)) {
      seen.add(inner.text);
      for (const value of declarationsOf(inner.text, source)) parts.push(spelledOut(value, source, seen));
    }
    inner.forEachChild(visit);
  };
  visit(node);
  return parts.join('\n');
}

function declarationsOf(name: string, source: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const declares =
      (ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node)) &&
      node.name &&
      node.name.getText(source) === name;
    if (declares) found.push(ts.isVariableDeclaration(node) ? (node.initializer ?? node) : node);
    node.forEachChild(visit);
  };
  source.forEachChild(visit);
  return found;
}

function queriesIn(file: string): Found[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const add = (node: ts.Node, what: string, scoped: boolean) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ where: `${file}:${line + 1}`, what: `${file}: ${what}`, scoped });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const table = sqlTables.exec(node.getText(source));
      if (table && /\b(select|insert|update|delete|merge|truncate)\b/i.test(node.getText(source))) {
        add(node, table[0].toLowerCase(), names(BY_WORKSPACE.sql, spelledOut(node, source)));
      }
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression: of, name } = node.expression;
      if (ts.isPropertyAccessExpression(of) && delegates.has(of.name.text)) {
        const asked = node.arguments.map((one) => spelledOut(one, source)).join('\n');
        add(node, `${of.name.text}.${name.text}`, names(BY_WORKSPACE.prisma, asked));
      }
    }
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

describe('F35 no query lacks its workspace', () => {
  const queries = files.flatMap(queriesIn);
  const loose = queries.filter(({ scoped }) => !scoped);

  test('the queries are found at all', () => {
    expect(models.length).toBeGreaterThan(15);
    expect(queries.length).toBeGreaterThan(100);
  });

  test('each names the workspace, or is known to look across workspaces', () => {
    expect(
      loose.filter(({ what }) => !(what in ACROSS_WORKSPACES)).map(({ where, what }) => `${where} ${what}`),
    ).toEqual([]);
  });

  test('no exception is left over', () => {
    const used = new Set(loose.map(({ what }) => what));
    expect(Object.keys(ACROSS_WORKSPACES).filter((what) => !used.has(what))).toEqual([]);
  });
});

import type pg from 'pg';
import { deriveBuyers } from '@/lib/identity/derive-buyers';
import { resolvePerson } from '@/lib/identity/resolve-person';
import { isAccountOwner } from '@/lib/ledger/account-fees';
import type { OwnerLedger } from '@/lib/ledger/fold-owner';
import { reportedMetadata } from '@/lib/ledger/reported-metadata';
import { valueEntry } from '@/lib/ledger/value-entries';
import { isGuest } from './assign-owners';
import { type ChangedRows, noRows } from './changed-rows';
import { cleanJson } from './clean-text';
import { CohortDeltas } from './cohort-deltas';
import type { FoldSettings } from './fold-settings';
import { entryRow, type OwnerScope, type Sealed, saleRow, seriesRow, spanRow } from './ledger-rows';
import { type EntryKey, RollupDeltas } from './rollup-deltas';
import { saleSums } from './sale-sums';
import {
  deleteEntries,
  deleteSales,
  deleteSeries,
  deleteSpans,
  insertRows,
  LEDGER_TABLES,
  type LedgerTable,
  replaceIssues,
  replaceOwners,
  type StoredRows,
} from './write-ledger';
import { applyRollups } from './write-rollups';

/** Larger amounts are not money: they are named as an issue and left out rather than rounded. */
const LARGEST_MINOR = BigInt(Number.MAX_SAFE_INTEGER);

/** An owner's ledger, or what went wrong with it. */
export type Folded = OwnerLedger & { failure?: string };

/** Collects what changes for some owners: rows, written page by page, and sums, written when all rows are. */
export class Changes {
  private readonly deltas: RollupDeltas;
  private rows = noRows();
  private readonly people = new Set<string>();
  private readonly cohorts = new CohortDeltas();
  any = false; // whether a row is another than the one that stood

  /** `rollups`: adjusted with the rows, or made afresh when all owners are done. */
  constructor(
    private readonly settings: FoldSettings,
    private readonly scope: { workspaceId: string; connectionId: string },
    private readonly rollups: 'adjust' | 'later',
  ) {
    this.deltas = new RollupDeltas(settings.currency);
  }

  /** Compares what an owner's facts come to with the rows that stand. */
  owner(ownerId: string, folded: Folded | null, stored: StoredRows) {
    const { profile } = folded ?? {};
    const scope = { ...this.scope, ownerId };
    const owner: OwnerScope = {
      ...scope,
      livemode: profile?.livemode ?? true,
      country: profile?.country ?? '',
      metadata: reportedMetadata(profile?.metadata ?? {}, this.settings.metadataKeys),
    };
    this.rows.ownerIds.push(ownerId);
    const inRange = (minor: bigint) => minor <= LARGEST_MINOR && minor >= -LARGEST_MINOR;
    const spans = (folded?.spans ?? []).filter(({ minor }) => inRange(minor));
    const beside = (folded?.beside ?? []).filter(({ minor }) => inRange(minor));
    const valued = (folded?.entries ?? []).map((entry) =>
      valueEntry(entry, this.settings.currency, this.settings.rates),
    );
    const entries = valued.filter(
      ({ minor, quantity, reportingMinor }) => inRange(minor) && inRange(quantity) && inRange(reportingMinor ?? 0n),
    );
    const left = (folded?.spans.length ?? 0) - spans.length + valued.length - entries.length;
    this.diff(
      'ledger_entry',
      stored.entries,
      entries.map((entry) => entryRow(owner, entry)),
      (row) => [row.entry_id],
      (row) => this.count(row, 1),
    );
    this.diff(
      'mrr_span',
      stored.spans,
      spans.map((span) => spanRow(owner, span)),
      (row) => [row.item_id, row.from_day],
      (row) => this.deltas.span({ series: 'mrr', ...row }, 1n),
    );
    this.diff(
      'series_span',
      stored.beside,
      beside.map((span) => seriesRow(owner, span)),
      (row) => [row.series, row.item_id, row.from_day],
      (row) => this.deltas.span(row, 1n),
    );
    const sums = saleSums(folded);
    const sales = (folded?.sales ?? []).filter(({ paid, net }) => inRange(paid) && inRange(net));
    const saleRows = sales.map((sale) =>
      saleRow(owner, sale, sums.fees.get(sale.id) ?? null, sums.refunds.get(sale.id) ?? 0n),
    );
    const salesChanged = this.diff(
      'sale',
      stored.sales,
      saleRows,
      (row) => [row.id],
      () => {},
    );

    const person = this.profile(owner, folded, sales.length > 0);
    this.any ||= person !== stored.person;
    if (salesChanged || person !== stored.person)
      for (const id of [person, stored.person]) if (id !== null) this.people.add(id);
    const firstSeenChanged = salesChanged || profile?.createdAt?.getTime() !== stored.createdAt?.getTime();
    this.cohorts.owner(ownerId, { person, personBefore: stored.person, firstSeenChanged });
    this.problems(owner, folded, left);
  }

  private count(row: EntryKey, sign: 1 | -1) {
    this.deltas.entry(row, sign === 1 ? 1n : -1n);
    this.cohorts.entry(row, sign);
  }

  /** Sorts rows into added, which are counted in, and gone; tells whether anything changed. */
  private diff<S extends { digest: string }, F extends S & Sealed>(
    table: LedgerTable,
    stored: readonly S[],
    fresh: readonly F[],
    keyOf: (row: S) => string[],
    count: (row: F) => void,
  ): boolean {
    const before = new Map(stored.map((row) => [JSON.stringify(keyOf(row)), row]));
    let changed = false;
    for (const row of fresh) {
      const key = JSON.stringify(keyOf(row));
      const old = before.get(key);
      before.delete(key);
      if (old?.digest === row.digest) continue;
      changed = true;
      if (old) this.remove(table, keyOf(old));
      this.rows.added[table].push(row);
      if (this.rollups === 'adjust') count(row);
    }
    for (const row of before.values()) {
      changed = true;
      this.remove(table, keyOf(row));
    }
    this.any ||= changed;
    return changed;
  }

  private remove(table: LedgerTable, key: readonly string[]) {
    this.rows.gone[table].push([this.rows.ownerIds.at(-1) ?? '', ...key]);
  }

  /** The owner's row, for customers and for guests who paid; returns its person. */
  private profile(owner: OwnerScope, folded: Folded | null, hasSales: boolean): string | null {
    const guest = isGuest(owner.ownerId);
    if (!folded || isAccountOwner(owner.ownerId) || (guest && !hasSales && folded.entries.length === 0)) return null;
    const { profile } = folded;
    const person = resolvePerson(
      { id: owner.ownerId, email: profile.email, metadata: profile.metadata, emails: profile.emails },
      this.settings.rules(owner.connectionId),
    );
    this.rows.owners.push(
      cleanJson({
        workspace_id: owner.workspaceId,
        connection_id: owner.connectionId,
        id: owner.ownerId,
        livemode: profile.livemode,
        guest,
        email: profile.email,
        name: profile.name,
        country: profile.country === '' ? null : profile.country,
        metadata: profile.metadata,
        emails: profile.emails,
        created_at: profile.createdAt?.toISOString() ?? null,
        deleted: profile.deleted,
        person_id: person.personId,
        resolved_by: person.resolvedBy,
      }),
    );
    return person.personId;
  }

  private problems(owner: OwnerScope, folded: Folded | null, left: number) {
    const found = (folded?.issues ?? []).map((issue) => ({ ...issue, kind: issue.kind as string }));
    if (folded?.failure)
      found.push({
        kind: 'fold_failed',
        objectId: owner.ownerId,
        message: `the ledger of this customer could not be computed: ${folded.failure}`,
      });
    if (left > 0)
      found.push({
        kind: 'amount_out_of_range',
        objectId: owner.ownerId,
        message: `${left} amounts are too large to be money and are left out`,
      });
    for (const { kind, objectId, message } of found) {
      this.rows.issues.push(
        cleanJson({
          workspace_id: owner.workspaceId,
          connection_id: owner.connectionId,
          owner_id: owner.ownerId,
          id: `${kind}:${objectId}`,
          kind,
          object_id: objectId,
          message,
        }),
      );
    }
  }

  /** The rows collected so far, which are forgotten. */
  takeRows(): ChangedRows {
    const { rows } = this;
    this.rows = noRows();
    return rows;
  }

  /** Writes the rows collected so far. */
  async writeRows(tx: pg.ClientBase): Promise<void> {
    const { scope } = this;
    const rows = this.takeRows();
    await replaceOwners(tx, scope, rows.ownerIds, rows.owners);
    await replaceIssues(tx, scope, rows.ownerIds, rows.issues);
    for (const row of await deleteEntries(tx, scope, rows.gone.ledger_entry)) this.count(row, -1);
    for (const row of await deleteSpans(tx, scope, rows.gone.mrr_span)) this.deltas.span(row, -1n);
    for (const row of await deleteSeries(tx, scope, rows.gone.series_span)) this.deltas.span(row, -1n);
    await deleteSales(tx, scope, rows.gone.sale);
    for (const table of LEDGER_TABLES) await insertRows(tx, table, rows.added[table]);
  }

  /** Writes what the rows change in the rollups, unless these are made afresh when all owners are done. */
  async writeRollups(tx: pg.ClientBase): Promise<void> {
    if (this.rollups === 'later') return;
    const { workspaceId } = this.scope;
    await applyRollups(tx, this.deltas.dailyRows(workspaceId), this.deltas.leafRows(workspaceId));
    await deriveBuyers(tx, workspaceId, [...this.people]);
    await this.cohorts.apply(tx, this.scope);
  }
}

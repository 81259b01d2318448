import type pg from 'pg';
import { deriveBuyers } from '@/lib/identity/derive-buyers';
import { type Identified, IdentifierChanges } from '@/lib/identity/identifiers';
import { type Move, recordMoves } from '@/lib/identity/record-moves';
import { reresolve } from '@/lib/identity/reresolve';
import type { ResolvedPerson } from '@/lib/identity/types';
import { isAccountOwner } from '@/lib/ledger/account-fees';
import type { Sale } from '@/lib/ledger/derive-sales';
import { reportedMetadata } from '@/lib/ledger/reported-metadata';
import { type ValuedEntry, valueEntry } from '@/lib/ledger/value-entries';
import { isGuest } from './assign-owners';
import { type ChangedRows, noRows } from './changed-rows';
import { cleanJson } from './clean-text';
import { CohortDeltas } from './cohort-deltas';
import type { FoldSettings } from './fold-settings';
import { type Folded, issueRows } from './issue-rows';
import { entryRow, type OwnerScope, type Sealed, saleRow, seriesRow, spanRow } from './ledger-rows';
import { listColumns } from './list-columns';
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

/** What an owner's facts come to, who it is, and what stands of it. */
interface OwnerChange {
  folded: Folded | null;
  resolved: ResolvedPerson | undefined;
  stored: StoredRows;
}

/** Collects what changes for some owners: rows, written page by page, and sums, written when all rows are. */
export class Changes {
  private readonly deltas: RollupDeltas;
  private rows = noRows();
  private readonly people = new Set<string>();
  private readonly cohorts = new CohortDeltas();
  private readonly identifiers = new IdentifierChanges();
  private readonly moves: Move[] = [];
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
  owner(ownerId: string, { folded, resolved, stored }: OwnerChange) {
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

    const { person, identified } = this.profile(owner, { folded, resolved }, { sales, entries });
    this.identifiers.add({ ownerId, before: stored.identified, after: identified });
    if (resolved && stored.person !== null && person !== null && person !== stored.person)
      this.moves.push({
        ...{ ownerId, livemode: owner.livemode, to: resolved },
        from: { personId: stored.person, resolvedBy: stored.resolvedBy ?? '' },
      });
    this.any ||= person !== stored.person;
    if (salesChanged || person !== stored.person)
      for (const id of [person, stored.person]) if (id !== null) this.people.add(id);
    const firstSeenChanged = salesChanged || profile?.createdAt?.getTime() !== stored.createdAt?.getTime();
    this.cohorts.owner(ownerId, { person, personBefore: stored.person, firstSeenChanged });
    this.rows.issues.push(...issueRows(owner, folded, left));
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

  /** The owner's row, for customers and for guests who paid; returns its person and what identifies it. */
  private profile(
    owner: OwnerScope,
    { folded, resolved }: Pick<OwnerChange, 'folded' | 'resolved'>,
    { sales, entries }: { sales: readonly Sale[]; entries: readonly ValuedEntry[] },
  ): { person: string | null; identified: Identified } {
    const guest = isGuest(owner.ownerId);
    if (
      !(folded && resolved) ||
      isAccountOwner(owner.ownerId) ||
      (guest && sales.length === 0 && folded.entries.length === 0)
    )
      return { person: null, identified: { livemode: owner.livemode, guest, identifiers: [] } };
    const { profile } = folded;
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
        claims: profile.claims,
        created_at: profile.createdAt?.toISOString() ?? null,
        deleted: profile.deleted,
        person_id: resolved.personId,
        resolved_by: resolved.resolvedBy,
        identifiers: resolved.identifiers,
        rivals: resolved.rivals,
        ...listColumns(profile.name, entries),
      }),
    );
    const { livemode } = profile;
    return { person: resolved.personId, identified: { livemode, guest, identifiers: resolved.identifiers } };
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
    await this.identifiers.write(tx, scope);
    await replaceIssues(tx, scope, rows.ownerIds, rows.issues);
    for (const row of await deleteEntries(tx, scope, rows.gone.ledger_entry)) this.count(row, -1);
    for (const row of await deleteSpans(tx, scope, rows.gone.mrr_span)) this.deltas.span(row, -1n);
    for (const row of await deleteSeries(tx, scope, rows.gone.series_span)) this.deltas.span(row, -1n);
    await deleteSales(tx, scope, rows.gone.sale);
    for (const table of LEDGER_TABLES) await insertRows(tx, table, rows.added[table]);
  }

  /** Writes who moved; and who is whom where an identifier began to be shared by too many, or ceased to be. */
  async settleIdentity(tx: pg.ClientBase): Promise<void> {
    const { scope, settings, moves } = this;
    const { version, settings: identity } = settings.identity.mapping(scope.connectionId);
    await recordMoves(tx, { ...scope, cause: 'facts', version }, moves);
    const owners = await this.identifiers.settle(tx, scope, identity.sharedLimit);
    if (owners.length === 0) return;
    const { moved } = await reresolve(tx, { ...scope, cause: 'shared', owners });
    this.any ||= moved > 0;
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

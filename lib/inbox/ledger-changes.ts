import type pg from 'pg';
import type { Attribution } from '@/lib/attribution/types';
import { deriveBuyers } from '@/lib/identity/derive-buyers';
import { IdentifierChanges } from '@/lib/identity/identifiers';
import { type Move, recordMoves } from '@/lib/identity/record-moves';
import { reresolve } from '@/lib/identity/reresolve';
import type { ResolvedPerson } from '@/lib/identity/types';
import { reportedMetadata } from '@/lib/ledger/reported-metadata';
import { tellOfSales } from '@/lib/webhooks/tell-of-sales';
import { AttributionChanges, type CreditCause } from './attribution-changes';
import { type ChangedRows, noRows } from './changed-rows';
import { CohortDeltas } from './cohort-deltas';
import { deriveRows } from './derive-rows';
import type { FoldSettings } from './fold-settings';
import { type Folded, issueRows } from './issue-rows';
import { leadRows } from './lead-rows';
import type { OwnerScope, Sealed } from './ledger-rows';
import { ownerRow } from './owner-row';
import { type EntryKey, RollupDeltas } from './rollup-deltas';
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

/** What an owner's facts come to, who it is, and what stands of it. */
interface OwnerChange {
  folded: Folded | null;
  resolved: ResolvedPerson | undefined;
  attribution: Attribution | null;
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
  private readonly credits = new AttributionChanges();
  /** Who may have bought something that other servers are to be told of. */
  private buyers: string[] = [];
  /** Whose other customers may be credited otherwise now. */
  readonly credited = new Set<string>();
  any = false; // whether a row is another than the one that stood

  /**
   * `rollups`: adjusted with the rows, or made afresh when all owners are done. `cause`: why sales may be credited otherwise than
   * before, null where nothing stood before.
   */
  constructor(
    private readonly settings: FoldSettings,
    private readonly scope: { workspaceId: string; connectionId: string },
    private readonly rollups: 'adjust' | 'later',
    private readonly cause: CreditCause | null,
  ) {
    this.deltas = new RollupDeltas(settings.currency);
  }

  /** Compares what an owner's facts come to with the rows that stand. */
  owner(ownerId: string, { folded, resolved, attribution, stored }: OwnerChange) {
    const { profile } = folded ?? {};
    const scope = { ...this.scope, ownerId };
    const owner: OwnerScope = {
      ...scope,
      livemode: profile?.livemode ?? true,
      country: profile?.country ?? '',
      metadata: reportedMetadata(profile?.metadata ?? {}, this.settings.metadataKeys),
    };
    this.rows.ownerIds.push(ownerId);
    const derived = deriveRows(owner, folded, attribution, this.settings);
    this.diff(
      'ledger_entry',
      stored.entries,
      derived.ledger,
      (row) => [row.entry_id],
      (row) => this.count(row, 1),
    );
    this.diff(
      'mrr_span',
      stored.spans,
      derived.spans,
      (row) => [row.item_id, row.from_day],
      (row) => this.deltas.span({ series: 'mrr', ...row }, 1n),
    );
    this.diff(
      'series_span',
      stored.beside,
      derived.beside,
      (row) => [row.series, row.item_id, row.from_day],
      (row) => this.deltas.span(row, 1n),
    );
    const salesChanged = this.diff(
      'sale',
      stored.sales,
      derived.saleRows,
      (row) => [row.id],
      () => {},
    );

    if (this.cause && attribution && (salesChanged || !stored.attribution)) this.buyers.push(ownerId);

    const { row, person, identified } = ownerRow(owner, { folded, resolved, attribution }, derived);
    if (row) this.rows.owners.push(row);
    this.credit(owner, { folded, resolved, attribution, stored }, person);
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
    this.rows.issues.push(...issueRows(owner, folded, derived.left));
  }

  /** What a customer's attribution leads to: leads, the audit, commissions, and what others of its person are credited to. */
  private credit(owner: OwnerScope, { folded, resolved, attribution, stored }: OwnerChange, person: string | null) {
    const { definitions } = this.settings;
    if (folded && resolved && person !== null)
      this.credits.addLeads(leadRows(owner, { folded, resolved, attribution, definitions }));
    for (const id of [person, stored.person]) if (id !== null) this.credited.add(id);
    if (this.cause === null) return;
    this.credits.add({
      ...{ ownerId: owner.ownerId, livemode: owner.livemode, personId: person ?? '' },
      ...{ before: stored.attribution, after: attribution, sales: stored.sales.map(({ id }) => id) },
    });
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

  /** The rows collected so far, which are forgotten. */
  takeRows(): ChangedRows {
    const { rows } = this;
    this.rows = noRows();
    return rows;
  }

  /** Writes the rows collected so far. */
  async writeRows(tx: pg.ClientBase): Promise<void> {
    const { scope, buyers } = this;
    this.buyers = [];
    const rows = this.takeRows();
    await replaceOwners(tx, scope, rows.ownerIds, rows.owners);
    await this.identifiers.write(tx, scope);
    await replaceIssues(tx, scope, rows.ownerIds, rows.issues);
    await this.credits.writeLeads(tx, scope, rows.ownerIds);
    if (this.cause) await this.credits.settle(tx, scope, this.cause);
    for (const row of await deleteEntries(tx, scope, rows.gone.ledger_entry)) this.count(row, -1);
    for (const row of await deleteSpans(tx, scope, rows.gone.mrr_span)) this.deltas.span(row, -1n);
    for (const row of await deleteSeries(tx, scope, rows.gone.series_span)) this.deltas.span(row, -1n);
    await deleteSales(tx, scope, rows.gone.sale);
    for (const table of LEDGER_TABLES) await insertRows(tx, table, rows.added[table]);
    await tellOfSales(tx, scope, buyers);
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

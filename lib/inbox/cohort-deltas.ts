import type pg from 'pg';
import { deriveCohorts, type EntryChange, isOfCohorts } from '@/lib/identity/derive-cohorts';
import type { EntryKey } from './rollup-deltas';

interface OwnerStands {
  /** The person an owner stands for, or stood for as stored; null when it is nobody's. */
  person: string | null;
  personBefore: string | null;
  /** Whether its sales or its creation are others than were stored. */
  firstSeenChanged: boolean;
}

/** Collects what a change of some ledgers means for the cohorts of their people. */
export class CohortDeltas {
  private readonly before = new Map<string, string | null>();
  private readonly people = new Set<string>();
  private readonly entries: EntryChange[] = [];

  /** Counts an entry in (`sign` 1) or out (−1). */
  entry(row: EntryKey, sign: 1 | -1): void {
    if (!isOfCohorts(row)) return;
    const { owner_id, livemode, measure, occurred_at, currency, amount_minor, reporting_minor } = row;
    this.entries.push({
      ...{ owner_id, livemode, measure, occurred_at, currency, amount_minor, reporting_minor },
      sign,
    });
  }

  owner(ownerId: string, { person, personBefore, firstSeenChanged }: OwnerStands): void {
    this.before.set(ownerId, personBefore);
    if (!firstSeenChanged && person === personBefore) return;
    for (const id of [person, personBefore]) if (id !== null) this.people.add(id);
  }

  apply(tx: pg.ClientBase, scope: { workspaceId: string; connectionId: string }): Promise<void> {
    return deriveCohorts(tx, {
      ...scope,
      owners: [...this.before].map(([ownerId, personBefore]) => ({ ownerId, personBefore })),
      people: [...this.people],
      // Nothing was counted of an owner that is new; all that it has is.
      entries: this.entries.filter(({ owner_id }) => (this.before.get(owner_id) ?? null) !== null),
    });
  }
}

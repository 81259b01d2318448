import { event, type FakeEvent, type FakeObject } from '../../testing/stripe-objects';
import type { Random } from './random';

/** Records what happens in an account as Stripe would tell it: true `previous_attributes`, ids without any order. */
export class Timeline {
  readonly events: FakeEvent[] = [];

  constructor(
    readonly random: Random,
    public now: number,
  ) {}

  /** Lets time pass; without it everything shares a second. */
  pass(seconds: number): void {
    this.now += seconds;
  }

  happens(type: string, object: FakeObject, previous?: Record<string, unknown>): void {
    const id = `evt_${this.random.word()}${this.events.length}`;
    this.events.push(event(type, this.now, object, { id, ...(previous ? { previous } : {}) }));
  }

  /** Changes members of the object and tells what they were before. */
  change(type: string, object: FakeObject, changes: Record<string, unknown>): void {
    const previous = Object.fromEntries(Object.keys(changes).map((key) => [key, structuredClone(object[key] ?? null)]));
    Object.assign(object, changes);
    this.happens(type, object, previous);
  }
}

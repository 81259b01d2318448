import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClockQueue } from './clock-queue';

test('whatever the order of arrival, tasks leave by time, then kind, then arrival, and none before it is due', () => {
  const tasks = fc.array(fc.record({ at: fc.nat(20), kind: fc.constantFrom('first' as const, 'second' as const) }));
  fc.assert(
    fc.property(tasks, fc.nat(20), (given, until) => {
      const queue = createClockQueue(['first', 'second']);
      for (const [i, task] of given.entries()) queue.push({ ...task, id: String(i) });
      const left: string[] = [];
      for (let task = queue.popDue(until); task; task = queue.popDue(until)) left.push(task.id);
      const expected = given
        .map((task, i) => ({ ...task, i }))
        .filter(({ at }) => at <= until)
        .sort((a, b) => a.at - b.at || a.kind.localeCompare(b.kind) || a.i - b.i)
        .map(({ i }) => String(i));
      expect(left).toEqual(expected);
    }),
  );
});

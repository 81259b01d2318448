import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gather } from './gather';

async function* numbers(to: number, asked: number[] = []): AsyncGenerator<number> {
  for (let number = 1; number <= to; number += 1) {
    asked.push(number);
    yield number;
  }
}

test('one who is slow takes several at once, in order, and no more than that are asked for ahead', async () => {
  const asked: number[] = [];
  const groups: number[][] = [];
  for await (const group of gather(numbers(7, asked), 3)) {
    groups.push(group);
    await sleep(1);
    expect(asked.length - groups.flat().length).toBeLessThanOrEqual(3);
  }
  expect(groups.flat()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(Math.max(...groups.map(({ length }) => length))).toBe(3);
});

test('one who is quick takes each as it comes', async () => {
  async function* slow() {
    for await (const number of numbers(3)) {
      await sleep(5);
      yield number;
    }
  }
  const groups: number[][] = [];
  for await (const group of gather(slow(), 3)) groups.push(group);
  expect(groups).toEqual([[1], [2], [3]]);
});

test('what the source throws comes after all that it gave', async () => {
  async function* broken() {
    yield* numbers(2);
    throw new Error('broken');
  }
  const taken: number[] = [];
  const taking = async () => {
    for await (const group of gather(broken(), 8)) {
      taken.push(...group);
      await sleep(1);
    }
  };
  await expect(taking()).rejects.toThrow('broken');
  expect(taken).toEqual([1, 2]);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runOverlapping } from './run-overlapping';

test('what broke first is thrown, not what only followed from it', async () => {
  const following = runOverlapping(async (start) => {
    start(Promise.reject(new Error('the cause')));
    await sleep(1);
    throw new Error('current transaction is aborted');
  });
  await expect(following).rejects.toThrow('the cause');
  const leading = runOverlapping(async (start) => {
    start(sleep(5).then(() => Promise.reject(new Error('current transaction is aborted'))));
    throw new Error('the cause');
  });
  await expect(leading).rejects.toThrow('the cause');
});

test('nothing that was started outlives it', async () => {
  const done: string[] = [];
  await runOverlapping(async (start) => {
    start(sleep(5).then(() => done.push('one')));
  });
  await runOverlapping((start) => {
    start(sleep(5).then(() => done.push('two')));
    return Promise.reject(new Error('stop'));
  }).catch(() => {});
  expect(done).toEqual(['one', 'two']);
});

import { expect, test } from 'vitest';
import { loadAccount } from '@/lib/auth/load-account';
import { workspaceSettings } from './settings';
import { addWorkspace, withDatabase } from './testing/with-database';
import { updateSettings } from './update-settings';

withDatabase();

const settings = {
  name: 'Acme',
  currency: 'eur',
  timeZone: 'Europe/Berlin',
  weekStart: 'monday',
  feeHandling: 'gross',
} as const;

test('RV-32 reports are in dollars until another currency is chosen', async () => {
  await addWorkspace('dollars');
  expect((await loadAccount('dollars')).currency).toBe('usd');
  await updateSettings('dollars', settings);
  expect((await loadAccount('dollars')).currency).toBe('eur');
});

test('only a setting that can change a number raises the version', async () => {
  await addWorkspace('w');
  expect(await updateSettings('w', settings)).toEqual({ settingsVersion: 2, numbersChanged: true });
  expect(await updateSettings('w', { ...settings, name: 'Renamed' })).toEqual({
    settingsVersion: 2,
    numbersChanged: false,
  });
  expect(await loadAccount('w')).toMatchObject({ name: 'Renamed', currency: 'eur', feeHandling: 'gross' });
});

test.each([
  ['currency', { currency: 'xxq' }],
  ['timeZone', { timeZone: 'Mars/Olympus' }],
  ['name', { name: '   ' }],
  ['weekStart', { weekStart: 'friday' }],
])('a wrong %s is named', (field, change) => {
  expect(workspaceSettings.safeParse({ ...settings, ...change }).error?.issues[0]?.path).toEqual([field]);
});

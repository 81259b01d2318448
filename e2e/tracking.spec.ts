import { DEMO } from './support/servers';
import { expect, NOBODY, test } from './support/test';

test.use({ storageState: NOBODY });

test('RV-17 the script is for the pages of every site, kept by browsers, and small', async ({ request }) => {
  const answer = await request.get(`${DEMO.url}/script.js`);
  expect(answer.status()).toBe(200);
  expect(answer.headers()).toMatchObject({
    'content-type': expect.stringContaining('javascript'),
    'content-encoding': expect.stringMatching(/^(gzip|br)$/),
    'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  });
  expect(await answer.text()).toContain('window.headwater');
});

test('visits are told from any site, without credentials; leads and sales with a secret key only', async ({
  request,
}) => {
  const asked = await request.fetch(`${DEMO.url}/track/visit`, { method: 'OPTIONS' });
  expect([asked.status(), asked.headers()['access-control-allow-origin']]).toEqual([204, '*']);
  const visit = await request.post(`${DEMO.url}/track/visit`, { data: { key: 'hw_pk_of_nobody_at_all' } });
  expect(visit.status()).toBe(400);
  expect(visit.headers()['set-cookie']).toBeUndefined();
  for (const event of ['lead', 'sale']) {
    const told = await request.post(`${DEMO.url}/track/${event}`, { data: {} });
    expect([told.status(), (await told.json()).error.code]).toEqual([401, 'unauthorized']);
  }
});

test('a link that is not there says so, whatever its name', async ({ request }) => {
  for (const name of ['none', '%00', '%2e%2e%2fsettings', "'--"]) {
    const answer = await request.get(`${DEMO.url}/r/${name}`, { maxRedirects: 0 });
    expect([answer.status(), await answer.text()], name).toEqual([404, 'There is no such link.\n']);
  }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addedParameters, destination, safeTarget, type Way } from './destination';
import type { FoundLink } from './find-link';

const LINK: FoundLink = {
  ...{ workspaceId: 'ws', id: 'link', url: '', partnerId: '', trackConversion: true, clientReference: false },
  ...{ source: 'news', medium: '', campaign: 'spring & "more"', term: '', content: '' },
  ...{ expiresAt: null, expiredUrl: null },
};
const CLICK = 'c'.repeat(25);

const names = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    'dub_id',
    'client_reference_id',
    'dub_client_reference_id',
    'utm_source',
    'url',
    '__proto__',
    'a b',
    '\r\nLocation',
  ),
);
const query = fc.array(fc.tuple(names, fc.string({ unit: 'binary' })), { maxLength: 8 });
const urls = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constant('https://shop.example/a%20b?x=1+2&dub_id=old#top'),
);

test('whatever a link is asked with, it leads to its own address, by a header that is one line', () => {
  fc.assert(
    fc.property(urls, query, fc.boolean(), (url, asked, clientReference) => {
      const target = safeTarget(url);
      if (!target) throw new Error('unsafe');
      const way: Way = { target, link: { ...LINK, clientReference }, asked: new URLSearchParams(asked) };
      const text = destination(way, addedParameters(way), CLICK);
      const found = new URL(text);
      expect(text).toMatch(/^[\x21-\x7e]+$/);
      expect([found.protocol, found.host, found.pathname, found.hash]).toEqual([
        ...[target.protocol, target.host, target.pathname, target.hash],
      ]);
      expect(found.searchParams.getAll('dub_id')).toEqual([CLICK]);
      for (const [name, value] of target.searchParams)
        if (!name.startsWith('dub_') && !(clientReference && name === 'client_reference_id'))
          expect(found.searchParams.getAll(name)).toContain(value);
      const references = found.searchParams.getAll('client_reference_id').filter((one) => one.startsWith('dub_id_'));
      expect(references.filter((one) => one !== `dub_id_${CLICK}`)).toEqual([]);
      if (clientReference) expect(references).toHaveLength(1);
    }),
  );
});

test('only http and https are led to', () => {
  for (const url of [
    'javascript:alert(1)',
    ' data:text/html,x',
    'file:///etc/passwd',
    'blob:https://a.example/1',
    '/path',
    '',
    null,
  ])
    expect(safeTarget(url)).toBeNull();
});

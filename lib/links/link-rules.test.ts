import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkUrl } from './check-url';
import { linkInput } from './link-input';
import { checkSlug, newSlug } from './slugs';
import { whereTo } from './where-to';

describe('where a link may lead', () => {
  test.each([
    ['https://shop.example/a?b=c#d', 'https://shop.example/a?b=c#d'],
    ['  shop.example/pricing ', 'https://shop.example/pricing'],
    ['shop.example:8080', 'https://shop.example:8080/'],
    ['HTTP://SHOP.example', 'http://shop.example/'],
    ['https:\\\\shop.example\\a', 'https://shop.example/a'],
  ])('%s', (text, href) => expect(checkUrl(text, 'url')).toBe(href));

  test.each([
    '',
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'ftp://shop.example',
    '//shop.example',
    '/relative',
    'https://user:password@shop.example',
    'https://user@shop.example',
    'https://shop.example/\r\nSet-Cookie: a=b',
    'https://shop.example/\u202egnp.exe',
    'https://shop .example/',
    'https://',
    `https://shop.example/${'x'.repeat(2000)}`,
  ])('not %j', (text) => {
    expect(() => checkUrl(text, 'url')).toThrow(expect.objectContaining({ code: 'unprocessable', field: 'url' }));
  });
});

describe('what a short link is called', () => {
  test.each(['spring', 'Spring-26_x', 'a.b', '7'])('%s', (slug) => expect(checkSlug(` ${slug} `)).toBe(slug));

  test.each(['', '.', '..', '.a', 'a.', 'a/b', 'a b', 'ä', 'a%2fb', 'null', 'robots.txt', 'x'.repeat(65)])(
    'not %j',
    (slug) => {
      expect(() => checkSlug(slug)).toThrow(expect.objectContaining({ code: 'unprocessable', field: 'slug' }));
    },
  );

  test('one that nobody chose is short, has nothing that is mistaken for something else, and is new', () => {
    const made = Array.from({ length: 1000 }, () => newSlug());
    expect(new Set(made).size).toBe(1000);
    for (const slug of made) expect(checkSlug(slug)).toMatch(/^[a-hjkmnp-z2-9]{8}$/);
  });
});

describe('UTM', () => {
  const none = { source: '', medium: '', campaign: '', term: '', content: '' };

  test('is read from the address, which stays as it is to the letter', () => {
    const url = 'https://shop.example/?x=%20a&utm_source=news%20letter&utm_campaign=may';
    expect(whereTo({ url }, null)).toEqual({ url, ...none, source: 'news letter', campaign: 'may' });
  });

  test('that is given by itself goes before the address, and nothing takes it out', () => {
    const url = 'https://shop.example/?utm_source=a&utm_medium=b';
    expect(whereTo({ url, source: 'c', medium: '' }, null)).toEqual({
      ...none,
      url: 'https://shop.example/?utm_source=c',
      source: 'c',
    });
  });

  test('of before stays with a new address that says none', () => {
    const before = { ...none, url: 'https://shop.example/?utm_source=a', source: 'a' };
    const url = 'https://shop.example/new?utm_source=a&utm_term=t';
    expect(whereTo({ url: 'https://shop.example/new', term: 't' }, before)).toEqual({ ...before, url, term: 't' });
    expect(whereTo({ title: 'other' }, before)).toEqual({});
  });

  test('and the address always say the same', () => {
    const word = fc.string({ maxLength: 20 }).map((text) => text.trim());
    fc.assert(
      fc.property(word, word, fc.webUrl({ withQueryParameters: true }), (source, campaign, url) => {
        const found = whereTo({ url, source, campaign }, null);
        const { searchParams } = new URL(found.url ?? '');
        expect([searchParams.get('utm_source') ?? '', searchParams.get('utm_campaign') ?? '']).toEqual([
          found.source?.toWellFormed(),
          found.campaign?.toWellFormed(),
        ]);
      }),
      { numRuns: 200 },
    );
  });
});

test.each(['9999-12-31T23:59:59-14:00', '0001-01-01T00:00:00+14:00', '1999-12-31T23:59:59Z'])(
  'a link cannot end at %s',
  (expiresAt) => {
    const [issue] = linkInput.safeParse({ url: 'https://a.example/', expiresAt }).error?.issues ?? [];
    expect(issue).toMatchObject({ path: ['expiresAt'], message: 'must lie between 2000 and 2200.' });
  },
);

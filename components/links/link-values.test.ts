import { expect, test } from 'vitest';
import { isPaymentLink, previewOf, requestOf, takeUtm, valuesOf } from './link-values';

const values = valuesOf(null);

test('what is typed is shown as the address it will be', () => {
  const typed = { ...values, url: 'shop.example/?a=b', source: ' x ', campaign: 'May sale' };
  expect(previewOf({ ...typed, source: 'x' })).toEqual({
    url: 'https://shop.example/?a=b&utm_source=x&utm_campaign=May+sale',
  });
  expect(previewOf({ ...values, url: 'javascript:alert(1)' })).toHaveProperty('problem');
});

test('UTM of a pasted address goes into its inputs, and what is typed there stays', () => {
  const url = 'https://shop.example/?utm_source=a&utm_medium=b&x=y';
  expect(takeUtm({ ...values, url, source: 'typed' })).toEqual({ url: 'https://shop.example/?x=y', medium: 'b' });
  expect(takeUtm({ ...values, url: 'https://shop.example/' })).toEqual({});
});

test('an empty slug is left to the server, and a time is sent as an instant', () => {
  const request = requestOf({ ...values, url: 'https://shop.example/', expiresAt: '2027-01-02T03:04' });
  expect(request).not.toHaveProperty('slug');
  expect(request.expiresAt).toBe(new Date('2027-01-02T03:04').toISOString());
  expect(requestOf({ ...values, slug: 'may' })).toMatchObject({ slug: 'may', expiresAt: null, trackConversion: true });
});

test('RV-14 a Payment Link is known by its address', () => {
  const leadsTo = (url: string) => isPaymentLink({ ...values, url });
  expect(['https://buy.stripe.com/test_1', ' buy.stripe.com/x'].map(leadsTo)).toEqual([true, true]);
  expect(['https://buy.stripe.com.evil.example/', 'https://shop.example/?to=buy.stripe.com/', ''].map(leadsTo)).toEqual(
    [false, false, false],
  );
});

import { expect, test } from 'vitest';
import { assertGoodPassword, hashPassword, verifyPassword } from './passwords';

test('a password is hashed with argon2id and only itself verifies', async () => {
  const hash = await hashPassword('correct horse 42');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(hash, 'correct horse 42')).toBe(true);
  expect(await verifyPassword(hash, 'correct horse 43')).toBe(false);
});

test('characters after the 72nd count', async () => {
  const long = 'x1'.repeat(60);
  const hash = await hashPassword(long);
  expect(await verifyPassword(hash, `${long.slice(0, -1)}z`)).toBe(false);
});

test('an unknown user has no password, not even the one of the dummy hash', async () => {
  expect(await verifyPassword(undefined, 'nobody has this password')).toBe(false);
});

test.each(['short 7', 'password1', 'PASSWORD123', 'qwertyuiop', 'aaaaaaaaaa', 'abababababab'])(
  '%s is refused',
  (weak) => {
    expect(() => assertGoodPassword(weak)).toThrow(
      expect.objectContaining({ code: 'unprocessable', field: 'password' }),
    );
  },
);

test.each(['a fine one', 'пароль-🔑-длинный', 'x9 '.repeat(200)])('%s is accepted', (good) => {
  expect(() => assertGoodPassword(good)).not.toThrow();
});

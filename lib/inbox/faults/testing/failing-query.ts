import pg from 'pg';
import { vi } from 'vitest';

/** What the database says of a session that ends, and of a fault of its own. */
export const FAILURES = ['57P01', 'XX000'] as const;

/**
 * Lets the nth statement of this process fail before it reaches the database. Only the end of a transaction that failed
 * already is let through: a session that cannot even roll back is gone, and so is its transaction.
 */
export function failQuery(nth: number, code: (typeof FAILURES)[number]): { stop: () => boolean } {
  const original = pg.Client.prototype.query;
  let asked = 0;
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    if (args[0] !== 'rollback') asked += 1;
    if (asked === nth && args[0] !== 'rollback') {
      const error = Object.assign(new Error(`statement ${nth} fails`), { code });
      // The pool asks with a callback, and waits for it.
      const callback = args.at(-1);
      if (typeof callback !== 'function') return Promise.reject(error);
      queueMicrotask(() => callback(error));
      return;
    }
    return Reflect.apply(original, this, args);
  });
  return {
    stop: () => {
      spy.mockRestore();
      return asked >= nth;
    },
  };
}

import { z } from 'zod';

/** An instant in a cursor, as PostgreSQL writes it: "2026-03-10 09:30:00.123456+00". Anything else is no place in a list. */
export const cursorInstant = z
  .string()
  .regex(/^[1-9]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-](0\d|1[0-4])(:\d\d)?$/)
  .transform((text) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
  .pipe(z.iso.datetime({ offset: true }));

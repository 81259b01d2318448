import { z } from 'zod';
import { isTimeZone } from '@/lib/calendar/days';
import { isCurrency } from '@/lib/money/currencies';

export const workspaceName = z
  .string()
  .trim()
  .min(1, 'Give the workspace a name.')
  .max(80, 'Use at most 80 characters.');

export const currencyCode = z
  .string()
  .trim()
  .toLowerCase()
  .refine(isCurrency, 'Choose a three-letter currency code, such as usd.');

export const timeZoneName = z.string().trim().refine(isTimeZone, 'Choose a time zone, such as Europe/Berlin.');

export const workspaceSettings = z.object({
  name: workspaceName,
  currency: currencyCode,
  timeZone: timeZoneName,
  weekStart: z.enum(['monday', 'sunday']),
  feeHandling: z.enum(['net_of_fees', 'gross']),
});
export type WorkspaceSettings = z.infer<typeof workspaceSettings>;

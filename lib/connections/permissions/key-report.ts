import { z } from 'zod';
import { PERMISSION_IDS } from './permissions';

const permissionId = z.enum(PERMISSION_IDS);

/** "untried": Stripe gave no answer that says whether the key may. */
export const access = z.enum(['granted', 'missing', 'untried']);
export type Access = z.output<typeof access>;

/** What a key can do, as Stripe answered when it was last tried. */
export const keyReport = z.object({
  kind: z.enum(['restricted', 'full']),
  /** False once Stripe knows the key no more. */
  accepted: z.boolean(),
  /** Every permission; one that is not there was not known when the key was tried. */
  access: z.partialRecord(permissionId, access),
  /** What a restricted key could change, although nothing needs that. */
  writes: z.array(permissionId),
  /** Why something could not be tried. */
  problem: z.string().nullable(),
});
export type KeyReport = z.output<typeof keyReport>;

/** As it was stored; null when no key was tried, or when what is stored is of an older shape. */
export const readKeyReport = (stored: unknown): KeyReport | null => keyReport.safeParse(stored).data ?? null;

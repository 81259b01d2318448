import { z } from 'zod';

/** Of an address: ids of people are whatever an app calls its users, e-mail addresses among them. */
export const personId = z.object({ id: z.string().max(1000) });

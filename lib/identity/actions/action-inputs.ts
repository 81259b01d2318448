import { z } from 'zod';
import { CONFLICT_POLICIES } from '../types';

const LONGEST_REASON = 500;
const id = z.string().min(1).max(600);
const mode = z.enum(['live', 'test']).default('live');
const reason = z.string().trim().max(LONGEST_REASON, `Say it in ${LONGEST_REASON} characters.`).optional();

export const customerInput = z.object({ connectionId: id, customerId: id, reason });
export const linkInput = customerInput.extend({ personId: z.string() });
export const settleInput = customerInput.extend({ policy: z.enum(CONFLICT_POLICIES) });
export const mergeInput = z.object({ mode, alias: z.string(), to: z.string(), reason });
export const dismissInput = z.object({ mode, identifier: id, connectionId: id.optional(), reason });
export const undoInput = z.object({ actionId: id });
export const historyInput = z.object({ mode, personId: id });

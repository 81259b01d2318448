import { headers } from 'next/headers';
import { originOf } from '@/app/_http/origin-of';

/** The address people and Stripe reach this Headwater at. */
export const publicOrigin = async (): Promise<string> => originOf(await headers());

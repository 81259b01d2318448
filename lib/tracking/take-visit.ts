import { findApiKey } from '@/lib/auth/api-keys';
import { type Arrival, addressOf, countryOf, wantsPrivacy } from './arrival';
import { isAutomatic } from './is-automatic';
import { overLimit } from './rate-limits';
import { recordVisit, visitRequest } from './record-visit';

export interface VisitReceipt {
  status: 202 | 204 | 400 | 403 | 429;
  error?: { code: string; message: string; field?: string };
  /** Seconds after which the browser may try again. */
  retryAfter?: number;
}

/**
 * Takes what the script on somebody's site tells: `{key, visitor, url, referrer}`, with a public key. 202 where it was taken;
 * 204 where nothing is kept of it: a bot, or a browser that asks not to be followed.
 */
export async function takeVisit(arrival: Arrival, rawBody: string): Promise<VisitReceipt> {
  const byAddress = await overLimit('visitByAddress', addressOf(arrival));
  if (byAddress !== null) return tooMany(byAddress);
  if (wantsPrivacy(arrival) || isAutomatic(arrival)) return { status: 204 };
  const told = visitRequest.safeParse(parsed(rawBody));
  if (!told.success) {
    const [issue] = told.error.issues;
    const field = issue?.path.join('.') || undefined;
    return refuse(400, 'bad_request', [field, issue?.message].filter(Boolean).join(': '), field);
  }
  const { key: presented, ...visit } = told.data;
  const key = await findApiKey(presented);
  if (!key) return refuse(403, 'forbidden', 'key: this public key is not known or has been revoked.', 'key');
  if (key.kind !== 'public')
    return refuse(403, 'forbidden', 'key: this is a secret key. Revoke it, and put a public key on the page.', 'key');
  const byKey = await overLimit('visitByKey', key.id);
  if (byKey !== null) return tooMany(byKey);
  await recordVisit({ workspaceId: key.workspaceId, country: countryOf(arrival) }, visit);
  return { status: 202 };
}

/** Undefined for what is no JSON, which fits no shape. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const tooMany = (retryAfter: number): VisitReceipt => ({
  ...refuse(429, 'rate_limited', 'Too many visits. Try again later.'),
  retryAfter,
});

function refuse(status: 400 | 403 | 429, code: string, message: string, field?: string): VisitReceipt {
  return { status, error: field ? { code, message, field } : { code, message } };
}

import { z } from 'zod';
import { AppError, type ErrorCode, STATUS_OF } from '@/lib/errors';

/** Dub’s words for what went wrong, which its SDK knows its errors by. */
const CODES: Record<ErrorCode, { status: number; code: string }> = {
  bad_request: { status: 400, code: 'bad_request' },
  unauthenticated: { status: 401, code: 'unauthorized' },
  forbidden: { status: 403, code: 'forbidden' },
  not_found: { status: 404, code: 'not_found' },
  conflict: { status: 409, code: 'conflict' },
  too_large: { status: 422, code: 'unprocessable_entity' },
  unprocessable: { status: 422, code: 'unprocessable_entity' },
  rate_limited: { status: 429, code: 'rate_limit_exceeded' },
  unavailable: { status: STATUS_OF.unavailable, code: 'internal_server_error' },
};

/** Ours → Dub’s. */
const FIELDS: Partial<Record<string, string>> = {
  slug: 'key',
  source: 'utm_source',
  medium: 'utm_medium',
  campaign: 'utm_campaign',
  term: 'utm_term',
  content: 'utm_content',
};

interface DubFailure {
  status: number;
  error: { code: string; message: string; field?: string };
}

/** A refusal as Dub’s API answers it; null for what is a fault of ours. */
export function dubFailure(error: unknown): DubFailure | null {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    const field = issue?.path.join('.') || undefined;
    const message = [field, issue?.message ?? 'The request is not valid.'].filter(Boolean).join(': ');
    return failure('unprocessable', message, field);
  }
  return error instanceof AppError ? failure(error.code, error.message, error.field) : null;
}

function failure(code: ErrorCode, message: string, field: string | undefined): DubFailure {
  const { status, code: theirs } = CODES[code];
  const name = field && (FIELDS[field] ?? field);
  return { status, error: { code: theirs, message, ...(name ? { field: name } : {}) } };
}

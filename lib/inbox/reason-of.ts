import { z } from 'zod';
import { cleanText } from './clean-text';

/** A sentence that names the member, never its value: payloads hold personal data. */
export function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const { path, message } = mostSpecific(error.issues[0]);
    return cleanText(`data.object.${path.join('.') || '(object)'}: ${message}`);
  }
  return error instanceof Error ? cleanText(`${error.name}: ${error.message.slice(0, 200)}`) : 'unknown error';
}

interface Trouble {
  path: PropertyKey[];
  message: string;
}

/** Where one of several shapes would have done, the shape that came furthest says what is wrong. */
function mostSpecific(issue: z.core.$ZodIssue | undefined, above: PropertyKey[] = []): Trouble {
  if (!issue) return { path: above, message: 'cannot be read' };
  const trouble = { path: [...above, ...issue.path], message: issue.message };
  if (issue.code !== 'invalid_union') return trouble;
  const branches = issue.errors.map(([first]) => mostSpecific(first, trouble.path));
  return branches.reduce((best, branch) => (branch.path.length > best.path.length ? branch : best), trouble);
}

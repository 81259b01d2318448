import type { IdentityAction } from '@/lib/identity/actions/action-shapes';
import { POLICIES } from '../mapping-words';

/** "email:a@b.com" as a person says it. */
export const identifierLabel = (identifier: string): string => identifier.slice(identifier.indexOf(':') + 1);

/** "u1 and u2", "u1, u2 and u3". */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** What somebody did, in a sentence. */
export function actionInWords({ kind, subject, personId, personBefore, decision }: IdentityAction): string {
  const people = listed(decision?.people ?? []);
  switch (kind) {
    case 'link':
      return personBefore === personId
        ? `${subject} stays with ${personId}`
        : `${subject} was linked to ${personId}, and was ${personBefore}`;
    case 'unlink':
      return `${subject} was unlinked from ${personBefore}: it stands for itself`;
    case 'merge':
      return `${subject} was merged into ${personId}`;
    case 'alias':
      return `${subject} was said to be ${personId}`;
    case 'policy':
      if (!decision) return `A conflict about ${subject} was settled`;
      return `${subject}, of ${people}: ${decision.policy ? POLICIES[decision.policy].label : 'settled'}`;
    case 'dismiss':
      if (!decision) return `A conflict about ${subject} was dismissed`;
      return people === ''
        ? `${identifierLabel(subject)} rightly names nobody`
        : `${people} share ${identifierLabel(subject)} and are several people`;
    case 'erase':
      return `The data of ${subject} was erased`;
  }
}

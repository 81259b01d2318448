import { personHref } from '@/components/people/person-href';
import { TextLink } from '../../text-link';
import type { Mode } from './conflict-queries';

/** To the page of a person. */
export function PersonLink({ id, mode }: { id: string; mode: Mode }) {
  return (
    <TextLink href={personHref(id, mode)} ff="monospace">
      {id}
    </TextLink>
  );
}

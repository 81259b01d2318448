import { TextLink } from '../../text-link';
import type { Mode } from './conflict-queries';

/** To the page of a person. */
export function PersonLink({ id, mode }: { id: string; mode: Mode }) {
  return (
    <TextLink href={`/people/${encodeURIComponent(id)}${mode === 'test' ? '?mode=test' : ''}`} ff="monospace">
      {id}
    </TextLink>
  );
}

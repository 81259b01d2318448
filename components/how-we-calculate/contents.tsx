import { TextLink } from '@/components/admin/text-link';
import classes from './how-we-calculate.module.css';

export function Contents({ sections }: { sections: readonly { id: string; title: string }[] }) {
  return (
    <nav aria-label="Contents">
      <ul className={classes.contents}>
        {[{ id: 'metrics', title: 'Metrics' }, ...sections, { id: 'why-different', title: 'Why is it different?' }].map(
          ({ id, title }) => (
            <li key={id}>
              <TextLink href={`#${id}`}>{title}</TextLink>
            </li>
          ),
        )}
      </ul>
    </nav>
  );
}

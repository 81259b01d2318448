'use client';

import { useSortable } from '@dnd-kit/sortable';
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconTrash } from '@tabler/icons-react';
import type { SeenField } from '@/lib/identity/load-identity';
import type { IdentityRule } from '@/lib/identity/types';
import { PLACES, ruleInWords } from './mapping-words';
import { carriedBy, RuleFields } from './rule-fields';
import type { ListedRule } from './rule-list';
import classes from './rules.module.css';
import { seenBy } from './seen-fields';

interface Props {
  item: ListedRule;
  /** Its number in the list, from 1, and how many there are. */
  place: number;
  count: number;
  seen: SeenField[];
  disabled: boolean;
  onChange: (rule: IdentityRule) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

/** One rule, which is moved by its handle, by the keyboard, or by its buttons. */
export function RuleRow({ item, place, count, seen, disabled, onChange, onMove, onRemove }: Props) {
  const sortable = useSortable({ id: item.id, disabled });
  const { transform, transition, isDragging } = sortable;
  const style = { transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined, transition };
  return (
    <li ref={sortable.setNodeRef} className={classes.row} data-dragging={isDragging || undefined} style={style}>
      {!disabled && (
        <ActionIcon
          ref={sortable.setActivatorNodeRef}
          variant="subtle"
          color="gray"
          className={classes.handle}
          {...sortable.attributes}
          {...sortable.listeners}
          aria-label={`Drag rule ${place}: ${ruleInWords(item.rule)}`}
        >
          <IconGripVertical size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      )}
      <Text size="sm" c="dimmed" className={classes.number}>
        {place}.
      </Text>
      <div className={classes.fields}>
        <RuleFields rule={item.rule} place={place} seen={seen} disabled={disabled} onChange={onChange} />
        <Hint rule={item.rule} seen={seen} />
      </div>
      {!disabled && (
        <Group gap={2} wrap="nowrap" mt={4}>
          <Step label={`Move rule ${place} up`} icon={IconArrowUp} disabled={place === 1} run={() => onMove(-1)} />
          <Step
            label={`Move rule ${place} down`}
            icon={IconArrowDown}
            disabled={place === count}
            run={() => onMove(1)}
          />
          <Step label={`Remove rule ${place}`} icon={IconTrash} disabled={count === 1} run={onRemove} />
        </Group>
      )}
    </li>
  );
}

/** What Stripe really has of that which a rule looks for. */
function Hint({ rule, seen }: { rule: IdentityRule; seen: readonly SeenField[] }) {
  const known = seenBy(rule, seen);
  const names: Record<string, string> = PLACES;
  const on = known?.places.map((place) => (names[place] ?? place).toLowerCase()).join(', ');
  const carried = known ? `On ${carriedBy(known)}; seen on: ${on}.` : '';
  if (rule.kind === 'client_reference_id')
    return (
      <Text size="xs" c="var(--hw-warning)" className={classes.hint}>
        It may be the id of a team or an order, and no person’s. A click’s id (dub_id_…) is never taken. {carried}
      </Text>
    );
  if (rule.kind === 'email' || rule.key.trim() === '') return null;
  return (
    <Text size="xs" c="dimmed" className={classes.hint}>
      {carried || 'No customer carries this key yet.'}
    </Text>
  );
}

interface StepProps {
  label: string;
  icon: typeof IconTrash;
  disabled: boolean;
  run: () => void;
}

function Step({ label, icon: Icon, disabled, run }: StepProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={run}>
      <Icon size={16} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}

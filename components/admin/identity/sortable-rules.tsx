'use client';

import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { SeenField } from '@/lib/identity/load-identity';
import { type ListedRule, moved } from './rule-list';
import { RuleRow } from './rule-row';
import classes from './rules.module.css';

interface Props {
  rules: ListedRule[];
  seen: SeenField[];
  /** Customers that stand where no rule decides. */
  byHand: number;
  provisional: number;
  disabled: boolean;
  onChange: (rules: ListedRule[]) => void;
}

const HOW =
  'To move a rule, press the space bar, then the arrow keys up and down, and the space bar again to drop it. Escape leaves it where it was.';

/** The rules in the order they are tried, between what always comes first and what is left. */
export function SortableRules({ rules, seen, byHand, provisional, disabled, onChange }: Props) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = rules.map(({ id }) => id);
  const drop = ({ active, over }: DragEndEvent) => {
    const [from, to] = [ids.indexOf(String(active.id)), ids.indexOf(String(over?.id))];
    if (from >= 0 && to >= 0 && from !== to) onChange(moved(rules, from, to));
  };
  return (
    <DndContext
      id="identity-rules"
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{ announcements: announce(ids), screenReaderInstructions: { draggable: HOW } }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ol className={classes.list} aria-label="Rules in order">
          <Fixed title="Linked by hand" about={`Always first. ${customers(byHand)} now.`} />
          {rules.map((item, index) => (
            <RuleRow
              key={item.id}
              item={item}
              place={index + 1}
              count={rules.length}
              seen={seen}
              disabled={disabled}
              onChange={(rule) => onChange(rules.map((old) => (old.id === item.id ? { ...old, rule } : old)))}
              onMove={(by) => onChange(moved(rules, index, index + by))}
              onRemove={() => onChange(rules.filter(({ id }) => id !== item.id))}
            />
          ))}
          <Fixed
            title="Stripe customer id, provisional"
            about={`Always last, and no match: a person of its own until a rule finds one. ${customers(provisional)} now.`}
          />
        </ol>
      </SortableContext>
    </DndContext>
  );
}

const customers = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'customer' : 'customers'}`;

/** What is read out while a rule is moved. */
function announce(ids: readonly string[]): Announcements {
  const place = (id: string | number) => ids.indexOf(String(id)) + 1;
  return {
    onDragStart: ({ active }) => `Rule ${place(active.id)} of ${ids.length} is picked up.`,
    onDragOver: ({ active, over }) => {
      if (over?.id === active.id) return `Rule ${place(active.id)} of ${ids.length} is held at its own place.`;
      return over ? `At place ${place(over.id)} of ${ids.length}.` : undefined;
    },
    onDragEnd: ({ over }) => (over ? `Dropped at place ${place(over.id)} of ${ids.length}.` : 'Left where it was.'),
    onDragCancel: ({ active }) => `Left where it was, at place ${place(active.id)}.`,
  };
}

/** Stands where it stands. */
function Fixed({ title, about }: { title: string; about: string }) {
  return (
    <li className={`${classes.row} ${classes.fixed}`}>
      <span className={classes.lock}>
        <IconLock size={16} stroke={1.6} aria-hidden />
      </span>
      <div>
        <Text size="sm">{title}</Text>
        <Text size="xs" c="dimmed">
          {about}
        </Text>
      </div>
    </li>
  );
}

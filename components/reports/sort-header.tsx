'use client';

import { UnstyledButton } from '@mantine/core';
import classes from './table.module.css';
import { type Sort, useSort } from './use-sort';

interface SortHeaderProps {
  column: string;
  fallback: Sort;
  children: string;
}

/** A column head that sorts by its column; the order is part of the address. */
export function SortHeader({ column, fallback, children }: SortHeaderProps) {
  const [sort, setSort] = useSort(fallback);
  const active = sort.column === column;
  const next = active && sort.direction === 'desc' ? 'asc' : 'desc';
  return (
    <th scope="col" aria-sort={active ? (sort.direction === 'asc' ? 'ascending' : 'descending') : 'none'}>
      <UnstyledButton
        className={classes.sort}
        data-active={active || undefined}
        onClick={() => setSort({ column, direction: next })}
      >
        {children}
        <span aria-hidden="true">{active ? (sort.direction === 'asc' ? ' ↑' : ' ↓') : ''}</span>
      </UnstyledButton>
    </th>
  );
}

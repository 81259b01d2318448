import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { eventNewsQuery } from './event-queries';

/** Has the log and an open event read again as soon as anything arrived or was projected; tells whether it hears of it. */
export function useLiveLog(): boolean {
  const client = useQueryClient();
  const { data, isError } = useQuery(eventNewsQuery);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (!data || shown.current === data.version) return;
    const isFirst = shown.current === null;
    shown.current = data.version;
    if (!isFirst) client.invalidateQueries({ queryKey: ['events'] });
  }, [data, client]);
  return !isError;
}

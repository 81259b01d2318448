import { queryOptions } from '@tanstack/react-query';
import { getJson } from '@/components/reports/get-json';
import { type ConnectionStatus, connectionStatus } from '@/lib/workspace/connection-status';

/** Asked every second or so while the history is being read, and now and then afterwards. */
export const statusQuery = (id: string, initialData: ConnectionStatus) =>
  queryOptions({
    queryKey: ['connection-status', id],
    queryFn: ({ signal }) => getJson(`/api/internal/connections/${id}/status`, connectionStatus, signal),
    initialData,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.backfill.state === 'running' ? 1500 : 8000),
    refetchOnWindowFocus: true,
  });

import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { confirm } from '@/components/admin/confirm';
import { sendJson } from '@/components/admin/send-json';
import { showFailure } from '@/components/admin/show-failure';
import type { LinkPatch } from '@/lib/links/link-input';
import type { ListedLink } from '@/lib/links/link-shapes';

const addressOf = (id: string) => `/api/internal/links/${encodeURIComponent(id)}`;

/** What can be done with a link that is there. Lists and pages show it afterwards. */
export function useLinkChanges() {
  const client = useQueryClient();
  const router = useRouter();
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: ['links'] });
    router.refresh();
  };
  const change = async (id: string, patch: LinkPatch) => {
    await sendJson('PATCH', addressOf(id), patch);
    await refresh();
  };
  const changeAndSay = (link: ListedLink, patch: LinkPatch, message: string) =>
    change(link.id, patch).then(() => notifications.show({ message }), showFailure);

  return {
    refresh,
    change,
    trackConversion: (link: ListedLink, trackConversion: boolean) =>
      changeAndSay(
        link,
        { trackConversion },
        trackConversion
          ? `Leads and sales are credited to clicks on /r/${link.slug} from now on.`
          : `Clicks on /r/${link.slug} are only counted from now on.`,
      ),
    archive: (link: ListedLink, archived: boolean) =>
      changeAndSay(link, { archived }, `/r/${link.slug} is ${archived ? 'archived' : 'in the list again'}.`),
    /** Only one that was never clicked is taken away here; any other is archived. */
    remove: (link: ListedLink, then?: () => void) =>
      confirm({
        title: `Delete /r/${link.slug}`,
        text: 'Nobody has clicked it. Its address leads nowhere any more, and can be given to another link.',
        action: 'Delete link',
        run: async () => {
          await sendJson('DELETE', addressOf(link.id));
          then?.();
          await refresh();
        },
      }),
  };
}

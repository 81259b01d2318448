import { Entrance } from '@/components/admin/entrance';
import { TextLink } from '@/components/admin/text-link';

export default function NotFound() {
  return (
    <Entrance title="There is no such page" about="It does not exist, or your role in this workspace does not show it.">
      <TextLink href="/">Go to the overview</TextLink>
    </Entrance>
  );
}

import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import { currencyChoices, timeZoneChoices } from '@/components/admin/choices';
import { Entrance } from '@/components/admin/entrance';
import { SetupForm } from '@/components/admin/setup-form';
import { hasUsers } from '@/lib/auth/has-users';

export const metadata: Metadata = { title: 'Set up' };

export default async function SetupPage() {
  await connection();
  if (await hasUsers()) redirect('/');
  return (
    <Entrance title="Set up Headwater" about="You become the owner. Currency and time zone can be changed later.">
      <SetupForm currencies={currencyChoices()} timeZones={timeZoneChoices()} />
    </Entrance>
  );
}

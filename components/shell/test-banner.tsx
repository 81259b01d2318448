'use client';

import { useSearchParams } from 'next/navigation';
import classes from './shell.module.css';

export function TestBanner() {
  if (useSearchParams().get('mode') !== 'test') return null;
  return (
    <div className={classes.banner} role="status">
      Test mode: these figures come from Stripe test objects, none of it is real money.
    </div>
  );
}

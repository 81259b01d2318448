import { type BrowserContextOptions, test as base } from '@playwright/test';
import { DEMO } from './servers';
import { signIn } from './sign-in';

export { expect } from '@playwright/test';

type Session = Exclude<BrowserContextOptions['storageState'], string | undefined>;

/** Nobody is signed in. */
export const NOBODY: Session = { cookies: [], origins: [] };

/** Every page and request is signed in as the demo's owner, unless a file uses `storageState: NOBODY`. */
export const test = base.extend<{ storageState: Session }, { ownerSession: Session }>({
  ownerSession: [
    async ({ playwright }, use) => {
      const context = await playwright.request.newContext();
      await signIn(context, DEMO.url, DEMO);
      await use(await context.storageState());
      await context.dispose();
    },
    { scope: 'worker' },
  ],
  storageState: async ({ ownerSession }, use) => use(ownerSession),
});

// A browser for the end-to-end tests: the system's Chromium, or else Playwright's own.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const SYSTEM = '/usr/bin/chromium';

/** Returns why there is none, or null when there is one. */
export async function provideChromium(root) {
  if (existsSync(SYSTEM)) return null;
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return null;

  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('Installing Chromium …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2], env });
    const packages = ['chromium', 'fonts-liberation'];
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: ['ignore', 2, 2],
      env,
    });
    if (existsSync(SYSTEM)) return null;
  }
  spawnSync(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (existsSync(chromium.executablePath())) return null;
  return 'There is no browser: install Chromium (Debian: apt-get install chromium), then run npm test again.';
}

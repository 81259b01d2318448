import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Nothing that axe knows stands in anybody's way on the open page. */
export async function expectNoViolation(page: Page, where: string, ...ignored: string[]): Promise<void> {
  // No frames of others to be joined, and nobody reads what is well: half of the time otherwise.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await axe.disableRules(ignored).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
  expect(found, where).toEqual([]);
}

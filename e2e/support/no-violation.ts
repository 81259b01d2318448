import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Nothing that axe knows stands in anybody's way on the open page. */
export async function expectNoViolation(page: Page, where: string, ...ignored: string[]): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).disableRules(ignored).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
  expect(found, where).toEqual([]);
}

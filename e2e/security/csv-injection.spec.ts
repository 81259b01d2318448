import { parseCsv } from '../support/csv';
import { figuresOf } from '../support/figures';
import { openShop, subscribeAll } from '../support/shop';
import { expect, test } from '../support/test';
import { deliver, openOwnWorkspace } from '../support/workspace';

const FORMULA = `cmd|'/C calc'!A0,"x"`;
/** What a spreadsheet may take for the beginning of a formula, and what may end a cell or a line. */
const LEADS = ['=', '+', '-', '@', '\t', '\r', '\n', '"'];
const STARTS_A_FORMULA = /^[=+\-@\t\r\n]/;

const safe = (text: string) => (STARTS_A_FORMULA.test(text) ? `'${text}` : text);

test('F34 names, people and products that look like formulas are text in every CSV', async ({ page }) => {
  const workspace = await openOwnWorkspace(page.request, '=CSV');
  const shop = openShop();
  const texts = LEADS.map((lead) => `${lead}${FORMULA}`);
  const people = texts.map((text, index) => ({ name: text, product: text, metadata: { user_id: `${text}${index}` } }));
  subscribeAll(shop, people);
  subscribeAll(shop, [{ name: `=nul\u0000${FORMULA}` }]);
  await deliver(page.request, workspace, shop.events());
  const figures = figuresOf(page.request);
  const point = (await figures.metric('mrr')).series[0]?.points.at(-1);
  if (!point) throw new Error('There is always a running month.');

  for (const metric of ['mrr', 'new-mrr', 'active-subscribers', 'gross-revenue', 'buyers-by-product']) {
    const range = metric.startsWith('mrr') ? point : { start: '2000-01-02', end: point.end };
    const query = { start: range.start, end: range.end };
    const { rows } = await figures.rows(metric, query);
    const lines = parseCsv(await figures.rowsCsv(metric, query));
    expect(lines.length, metric).toBe(rows.length);
    expect(lines.length, metric).toBeGreaterThanOrEqual(texts.length);
    lines.forEach((line, index) => {
      const row = rows[index];
      expect(line).toMatchObject({
        customer: safe(row?.customer.id ?? ''),
        customer_name: safe(row?.customer.label ?? ''),
        person: safe(row?.customer.person ?? ''),
        description: safe(row?.description ?? ''),
        arithmetic: safe(row?.arithmetic ?? ''),
      });
      for (const [column, cell] of Object.entries(line)) {
        const isNumber = /^-?\d+(\.\d+)?$/.test(cell);
        if (!isNumber) expect(cell, `${metric} ${column}`).not.toMatch(STARTS_A_FORMULA);
        expect(cell).not.toContain('\u0000');
      }
    });
    const names = new Set(lines.map(({ customer_name }) => customer_name));
    if (metric === 'mrr') for (const text of texts) expect(names, text).toContain(safe(text));
  }

  for (const metric of ['mrr', 'gross-revenue', 'revenue-by-product']) {
    const lines = parseCsv(await figures.metricCsv(metric, { breakdown: 'product' }));
    const names = new Set(lines.map(({ series }) => series));
    for (const text of texts) expect(names, `${metric} ${text}`).toContain(safe(text));
    for (const { value } of lines) expect(value).toMatch(/^(-?\d+(\.\d+)?)?$/);
  }
});

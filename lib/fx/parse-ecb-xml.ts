import { SaxesParser } from 'saxes';
import { isCurrency } from '@/lib/money/currencies';
import type { DatedRate } from './store-rates';

/** An answer that is no list of rates; nothing of it may be used. */
export class BadRates extends Error {
  override name = 'BadRates';
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const RATE = /^\d{1,9}(\.\d{1,12})?$/;

/**
 * Reads the reference rates of the European Central Bank, of one day or of many: `<Cube time="2026-03-02">` around
 * `<Cube currency="USD" rate="1.0842"/>`, all against the euro. The parser is strict, so that an HTML page, half a file or
 * a negative rate is refused as a whole. A code that no currency has is passed over.
 */
export function parseEcbXml(xml: string): DatedRate[] {
  const rates: DatedRate[] = [];
  let day: string | null = null;
  let isList = false;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw new BadRates(`it is not well-formed XML (${error.message})`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (name.endsWith(':Envelope')) isList = true;
    if (name !== 'Cube') return;
    const { time, currency, rate } = attributes;
    if (time !== undefined) day = readDay(time);
    if (currency === undefined) return;
    if (day === null) throw new BadRates('it holds a rate without a day');
    const quote = currency.toLowerCase();
    if (isCurrency(quote) && quote !== 'eur') rates.push({ day, base: 'eur', quote, rate: readRate(rate, currency) });
  });
  parser.write(xml).close();
  if (!isList || rates.length === 0) throw new BadRates('it holds no rates');
  return rates;
}

function readDay(text: string): string {
  const at = new Date(`${text}T00:00:00Z`);
  const isDay = DAY.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  if (!isDay) throw new BadRates(`“${text.slice(0, 20)}” is not a day`);
  return text;
}

function readRate(text: string | undefined, currency: string): string {
  if (text === undefined || !RATE.test(text) || !/[1-9]/.test(text)) {
    throw new BadRates(`the rate of ${currency.slice(0, 3)} is “${(text ?? '').slice(0, 20)}”`);
  }
  return text;
}

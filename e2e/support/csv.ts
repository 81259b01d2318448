import Papa from 'papaparse';

/** A CSV with a header line, as records. Fails on anything RFC 4180 does not allow. */
export function parseCsv(text: string): Record<string, string>[] {
  const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  if (errors.length > 0) throw new Error(`Not a CSV: ${errors[0]?.message}`);
  return data;
}

/** The oid of PostgreSQL's `text`. */
const TEXT = 25;
const HEADER_BYTES = 20;

/**
 * A `text[]` parameter in PostgreSQL's binary format, for hot paths and long values: nothing is escaped here and nothing
 * parsed there. (array_recv: dimensions, null flag, element type, length, lower bound; then length and bytes of each.)
 */
export function textArray(values: readonly (string | null)[]): Buffer {
  const lengths = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
  const array = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + length, HEADER_BYTES));
  [1, values.includes(null) ? 1 : 0, TEXT, values.length, 1].forEach((part, index) => {
    array.writeInt32BE(part, 4 * index);
  });
  let at = HEADER_BYTES;
  for (const [index, value] of values.entries()) {
    at = array.writeInt32BE(value === null ? -1 : (lengths[index] ?? 0), at);
    if (value !== null) at += array.write(value, at);
  }
  return array;
}

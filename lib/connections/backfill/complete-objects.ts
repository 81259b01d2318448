import type { Reader } from '../stripe-reader';
import type { ObjectKind, StripeObject } from './kinds';

const PAGE = 100;

/** The objects with all their parts: Stripe embeds the first ten lines of an invoice, and says that there are more. */
export function completeObjects(
  reader: Reader,
  kind: ObjectKind,
  objects: readonly StripeObject[],
): Promise<StripeObject[]> {
  return Promise.all(objects.map((object) => completeObject(reader, kind, object)));
}

async function completeObject(reader: Reader, { parts }: ObjectKind, object: StripeObject): Promise<StripeObject> {
  if (!parts || !isCutOff(object, parts.member)) return object;
  const all: { id: string }[] = [];
  for (let more = true; more; ) {
    const last = all.at(-1)?.id;
    const page = { limit: PAGE, ...(last && { starting_after: last }) };
    const { answer } = await reader.read((stripe) => parts.list(stripe, object.id, page));
    const start = answer.data.findIndex(({ id }) => id === last) + 1; // a page given twice begins before it should
    all.push(...answer.data.slice(start));
    more = answer.has_more;
  }
  return { ...object, [parts.member]: { object: 'list', data: all, has_more: false } };
}

function isCutOff(object: StripeObject, member: string): boolean {
  const list: unknown = Object.getOwnPropertyDescriptor(object, member)?.value;
  return typeof list === 'object' && list !== null && 'has_more' in list && list.has_more === true;
}

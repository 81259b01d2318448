import { at, charge, type FakeObject, item, price, subscription } from '../../testing/stripe-objects';
import { Random } from './random';

export interface Poison {
  name: string;
  type: string;
  /** The object as JSON text: a JSON value could not hold what these hold. */
  object: string;
  previous?: string;
  outcome: 'projected' | 'ignored' | { failed: RegExp };
}

const WHEN = at('2026-02-01');
const LONG = new Random(25).word(80_000); // nothing that compresses
const deep = (levels: number) => `${'{"a":['.repeat(levels)}1${']}'.repeat(levels)}`;

/** The object as JSON with some of its text replaced. */
const text = (object: FakeObject, ...edits: [string, string][]) =>
  edits.reduce((json, [from, to]) => json.replace(from, to), JSON.stringify(object));
const customer = (...edits: [string, string][]) =>
  text(
    {
      id: 'cus_p',
      object: 'customer',
      email: 'p@example.com',
      name: 'NAME',
      created: WHEN,
      metadata: { KEY: 'VALUE' },
    },
    ...edits,
  );
const payment = (...edits: [string, string][]) => text(charge('ch_p', 'cus_p', 7777, WHEN), ...edits);
const plan = (members: Record<string, unknown>, unit: number | string = 1000) => {
  const { quantity = 1, ...rest } = members;
  return text(subscription('sub_p', 'cus_p', [item('si_p', price('price_p', unit), Number(quantity))], WHEN, rest));
};

const onCustomer = (name: string, object: string, outcome: Poison['outcome'] = 'projected'): Poison => ({
  name,
  type: 'customer.updated',
  object,
  outcome,
});
const onCharge = (name: string, object: string, outcome: Poison['outcome'] = 'projected'): Poison => ({
  name,
  type: 'charge.succeeded',
  object,
  outcome,
});
const onPlan = (name: string, object: string, outcome: Poison['outcome'] = 'projected'): Poison => ({
  name,
  type: 'customer.subscription.updated',
  object,
  outcome,
});

/** Signed events with everything in them that has ever broken a parser, a column or an index. */
export const POISON: readonly Poison[] = [
  onCustomer('U+0000 in a name', customer(['NAME', 'a\\u0000b'])),
  onCustomer('U+0000 in a metadata value', customer(['VALUE', 'a\\u0000b'])),
  onCustomer('U+0000 in a metadata key', customer(['KEY', 'a\\u0000b'])),
  onCustomer('U+0000 in an id', customer(['cus_p', 'cus_\\u0000p'])),
  onCustomer('a lone high surrogate in a name', customer(['NAME', 'a\\ud83db'])),
  onCustomer('a lone low surrogate in metadata', customer(['VALUE', 'a\\udc00b'])),
  onCustomer('a lone surrogate in a metadata key', customer(['KEY', 'a\\uDFFFb'])),
  onCustomer('surrogates the wrong way round', customer(['NAME', '\\ude00\\ud83d'])),
  onCustomer('text that looks like an escape', customer(['NAME', '\\\\u0000 \\\\ud800'])),
  onCustomer('100 levels of nesting', customer(['"VALUE"', deep(100)])),
  onCustomer('members of every object', customer(['"KEY"', '"__proto__":"x","constructor":"y","toString"'])),
  onCustomer('an e-mail of 80,000 letters', customer(['p@example', `${LONG}@example`]), { failed: /email/ }),
  onCustomer('a user id of 80,000 letters', customer(['"KEY":"VALUE"', `"user_id":"${LONG}"`]), { failed: /metadata/ }),
  onCustomer('an id of 80,000 letters', customer(['cus_p', LONG]), { failed: /id/ }),
  onCustomer('metadata that is text', customer(['{"KEY":"VALUE"}', '"hello"']), { failed: /metadata/ }),
  { ...onCustomer('100 levels in previous_attributes', customer()), previous: deep(100) },
  onCharge('an amount of 1e308', payment(['7777', '1e308']), { failed: /amount/ }),
  onCharge('an amount of -0', payment(['7777', '-0'])),
  onCharge('an amount of 2^53 + 1', payment(['7777', '9007199254740993']), { failed: /amount/ }),
  onCharge('an amount of 2^53 - 1', payment(['7777', '9007199254740991'], ['7777', '9007199254740991'])),
  onCharge('an amount of half a cent', payment(['7777', '0.5']), { failed: /amount/ }),
  onCharge('an amount as text', payment(['7777', '"7777"']), { failed: /amount/ }),
  onCharge('a currency of two words', payment(['"usd"', '"us dollars"']), { failed: /currency.*three-letter/ }),
  onCharge('no currency', payment(['"usd"', 'null']), { failed: /currency/ }),
  onCharge('a currency nobody knows', payment(['"usd"', '"qqq"'])),
  onCharge('a customer that is a number', payment(['"cus_p"', '42']), { failed: /customer/ }),
  onCharge('a time before time', payment([String(WHEN), '-62135596801']), { failed: /created/ }),
  onCharge('a time in year 33658', payment([String(WHEN), '1000000000000']), { failed: /created/ }),
  onCharge('a time in year 9999', payment([String(WHEN), '253402300799'])),
  onPlan('a unit amount of 0.0000001', plan({}, '0.0000001')),
  onPlan('a unit amount of 1e-7', plan({}, '1e-7')),
  onPlan('a unit amount of 80,000 digits', plan({}, '7'.repeat(80_000))),
  onPlan('a quantity of 2^53 - 1 at a large price', plan({ quantity: Number.MAX_SAFE_INTEGER }, 99_999_999)),
  onPlan('a trial from 1970 to 9999', plan({ trial_start: 0, trial_end: 253_402_300_799, created: 0, start_date: 0 })),
  onPlan('an end in year 9999', plan({ status: 'canceled', ended_at: 253_402_300_799 })),
  onPlan('a status from the future', plan({ status: 'hibernating' })),
  onPlan('no items', plan({ items: undefined })),
  onPlan('items without data', plan({ items: { object: 'list', data: null } })),
  onPlan(
    'a percentage that is no number',
    plan({ discount: { id: 'di_p', coupon: { id: 'co_p', percent_off: 'NaN', duration: 'forever' } } }),
  ),
  {
    name: 'an object named after a method',
    type: 'x.created',
    object: '{"id":"x_1","object":"constructor"}',
    outcome: 'ignored',
  },
  { name: 'no object at all', type: 'charge.succeeded', object: 'null', outcome: 'ignored' },
];

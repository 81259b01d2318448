import { expect, test } from 'vitest';
import { definitionsShape } from './parse-definitions';
import { definitionsOf } from './presets';
import { SETTING_GROUPS, settingInWords } from './setting-fields';

const fields = SETTING_GROUPS.flatMap((group) => group.fields);
const defaults = definitionsOf('default');

test('BY-06 every setting is on the screen once, and its default among what can be chosen', () => {
  expect(fields.map(({ key }) => key).sort()).toEqual(Object.keys(defaults).sort());
  for (const field of fields) {
    if (field.kind === 'choice') expect(field.options[0]?.value).toBe(defaults[field.key]);
  }
});

test('whatever can be chosen is a valid choice, and changes that setting alone', () => {
  for (const field of fields) {
    const changes =
      field.kind === 'choice'
        ? field.options.map(({ value }) => field.choose(value))
        : field.kind === 'days'
          ? [field.choose(null), field.choose(field.least), field.choose(field.most)]
          : [field.choose(true), field.choose(false)];
    for (const change of changes) {
      const chosen = definitionsShape.parse(change(defaults));
      expect({ ...chosen, [field.key]: defaults[field.key] }).toEqual(defaults);
    }
    if (field.kind === 'choice') expect(field.choose('no such value')(defaults)).toEqual(defaults);
  }
});

test('a setting in words', () => {
  expect(settingInWords('discounts', 'all')).toBe('Discounts: All, with those that are used once');
  expect(settingInWords('pastDueGraceDays', null)).toBe('Past due for at most: Counts until Stripe ends it');
  expect(settingInWords('pastDueGraceDays', 1)).toBe('Past due for at most: 1 day');
  expect(settingInWords('freeConversionCounts', true)).toBe('Free conversions count: yes');
});

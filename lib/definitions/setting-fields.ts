import type { Definitions } from './presets';

type KeyOf<Value> = { [K in keyof Definitions]: Definitions[K] extends Value ? K : never }[keyof Definitions];
type Change = (definitions: Definitions) => Definitions;

interface Field {
  key: keyof Definitions;
  label: string;
  /** What it means, in words. */
  about: string;
}

/** A setting as a person chooses it. */
export type SettingField = Field &
  (
    | {
        kind: 'choice';
        options: { value: string; label: string }[];
        /** What choosing an option changes. */
        choose: (value: string) => Change;
      }
    /** A number of days, or none: `none` says what that means, and is null where there must be one. */
    | { kind: 'days'; least: number; most: number; none: string | null; choose: (days: number | null) => Change }
    | { kind: 'switch'; choose: (on: boolean) => Change }
  );

export interface SettingGroup {
  title: string;
  fields: SettingField[];
}

function choice<K extends KeyOf<string>>(
  key: K,
  label: string,
  about: string,
  words: Record<Definitions[K], string>,
): SettingField {
  const isValue = (value: string): value is Definitions[K] => Object.hasOwn(words, value);
  return {
    kind: 'choice',
    key,
    label,
    about,
    options: Object.entries<string>(words).map(([value, text]) => ({ value, label: text })),
    choose: (value) => (definitions) => (isValue(value) ? { ...definitions, [key]: value } : definitions),
  };
}

const days = (key: KeyOf<number | null>, label: string, about: string, most: number, none: string): SettingField => ({
  kind: 'days',
  least: 0,
  key,
  label,
  about,
  most,
  none,
  choose: (value) => (definitions) => ({ ...definitions, [key]: value }),
});

/** Every setting of `Definitions`, in the order of the screen. */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    title: 'What a subscription is worth a month',
    fields: [
      choice('weekBasis', 'Weeks in a month', 'What a price per week is multiplied by.', {
        '12/52': '52 ÷ 12, as a year has 52 weeks',
        '12/48': '4, as a month has four weeks',
        '84/365': '365 ÷ 84, by days',
      }),
      choice('dayBasis', 'Days in a month', 'What a price per day is multiplied by.', {
        '12/365': '365 ÷ 12',
        '1/30': '30',
      }),
      choice('discounts', 'Discounts', 'Which discounts MRR is net of while they run.', {
        recurring: 'Forever and repeating ones',
        none: 'None, at list prices',
        forever: 'Forever ones only',
        all: 'All, with those that are used once',
      }),
      choice('inclusiveTax', 'Tax in the price', 'Tax on top of a price is never in MRR.', {
        excluded: 'Taken out of MRR',
        included: 'Left in MRR',
      }),
      choice('usage', 'Metered usage', 'What a metered item counts, from its closed invoices.', {
        none: 'Nothing',
        last_closed_invoice: 'What the last invoice billed',
        trailing_3_invoices_average: 'The average of the last three invoices',
      }),
      choice('mrrFx', 'Exchange rate of MRR', 'At which rate MRR in other currencies is converted.', {
        rate_at_t: 'The rate of each day; changes stand apart as FX',
        locked_at_start: 'The rate of the day the subscription began',
      }),
    ],
  },
  {
    title: 'Which subscriptions count',
    fields: [
      choice('activeFrom', 'Counts from', 'When a subscription without a trial begins to count.', {
        status: 'It is active',
        first_payment: 'Its first payment',
      }),
      days(
        'pastDueGraceDays',
        'Past due for at most',
        'Days after which a subscription with a failed payment has churned, involuntarily.',
        90,
        'Counts until Stripe ends it',
      ),
      choice('pausedCollection', 'Paused collection', 'Whether a subscription counts whose collection is paused.', {
        auto: 'Only if it will be collected later',
        in: 'Always',
        out: 'Never',
      }),
      choice('churnAt', 'Churn on', 'The day on which a cancelled subscription leaves MRR.', {
        ended: 'The day it ends',
        requested: 'The day its cancellation is asked for',
      }),
    ],
  },
  {
    title: 'Trials',
    fields: [
      days(
        'convertedWithinDays',
        'Paid within',
        'Days after the end of a trial within which a payment converts it.',
        365,
        'However late',
      ),
      days(
        'refundUnconverts',
        'Refund takes it back within',
        'Days after its conversion within which a full refund takes it back.',
        365,
        'A refund never does',
      ),
      {
        kind: 'switch',
        key: 'freeConversionCounts',
        label: 'Free conversions count',
        about: 'A trial that goes on for free, by a full discount or from credit, counts as converted.',
        choose: (on) => (definitions) => ({ ...definitions, freeConversionCounts: on }),
      },
      choice('trialsPerCustomer', 'Trials of one customer', 'Which of several trials count.', {
        first: 'The first',
        all: 'All of them',
      }),
    ],
  },
  {
    title: 'Revenue',
    fields: [
      choice('revenueTiming', 'Revenue counts', 'The day on which money is revenue.', {
        paid: 'When it is paid',
        accrual: 'Spread over the period it is paid for',
      }),
      choice('saleFx', 'Exchange rate of sales', 'At which rate a sale is converted, for good.', {
        sale_date: 'The rate of the day of the sale',
        latest_at_ingest: 'The latest rate when the sale became known',
      }),
    ],
  },
  {
    title: 'Attribution',
    fields: [
      choice('attributionModel', 'Sales are credited to', 'Which touches before the first sale brought a customer.', {
        last_touch: 'The last touch',
        first_touch: 'The first touch',
        last_non_direct: 'The last touch that is not direct',
        linear: 'All touches alike',
        position_based: 'First and last 40 % each, the rest those between',
        time_decay: 'All touches, half as much for each week before the sale',
      }),
      {
        kind: 'days',
        key: 'attributionWindowDays',
        label: 'Window',
        about: 'How long before the first sale a touch counts.',
        least: 1,
        most: 365,
        none: null,
        choose: (value) => (definitions) =>
          value === null ? definitions : { ...definitions, attributionWindowDays: value },
      },
      {
        kind: 'switch',
        key: 'trialsAsLeads',
        label: 'Trials are leads',
        about: 'The start of a free trial counts as a lead.',
        choose: (on) => (definitions) => ({ ...definitions, trialsAsLeads: on }),
      },
      {
        kind: 'switch',
        key: 'quantityAsLeads',
        label: 'Each unit on trial is a lead',
        about: 'A trial of five seats counts as five leads.',
        choose: (on) => (definitions) => ({ ...definitions, quantityAsLeads: on }),
      },
    ],
  },
];

const FIELDS = new Map(SETTING_GROUPS.flatMap(({ fields }) => fields.map((field) => [field.key, field] as const)));

/** A setting by its name, and with a value as a person reads them: "Discounts: All, with those that are used once". */
export function namesOf(
  key: keyof Definitions,
  value: Definitions[keyof Definitions],
): Record<'label' | 'inWords', string> {
  const field = FIELDS.get(key);
  return field
    ? { label: field.label, inWords: `${field.label}: ${valueInWords(field, value)}` }
    : { label: key, inWords: `${key}: ${value}` };
}

export const settingInWords = (key: keyof Definitions, value: Definitions[keyof Definitions]): string =>
  namesOf(key, value).inWords;

function valueInWords(field: SettingField, value: Definitions[keyof Definitions]): string {
  if (field.kind === 'switch') return value ? 'yes' : 'no';
  if (field.kind === 'days') return value === null ? (field.none ?? '') : `${value} ${value === 1 ? 'day' : 'days'}`;
  return field.options.find((option) => option.value === value)?.label ?? String(value);
}

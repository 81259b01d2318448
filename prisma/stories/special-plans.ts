/** Plans that few take, priced in every way Stripe knows: tiers, packages, weeks and days. In dollars only. */
export const specialPlans = {
  devices: {
    name: 'Field devices',
    price: {
      billing_scheme: 'tiered',
      tiers_mode: 'graduated',
      tiers: [
        { up_to: 5, unit_amount: 10_00 },
        { up_to: 'inf', unit_amount: 8_00 },
      ],
      recurring: { interval: 'month' },
    },
  },
  archive: {
    name: 'Photo archive',
    price: {
      billing_scheme: 'tiered',
      tiers_mode: 'volume',
      tiers: [
        { up_to: 5, unit_amount: 10_00 },
        { up_to: 'inf', unit_amount: 8_00, flat_amount: 5_00 },
      ],
      recurring: { interval: 'month' },
    },
  },
  messages: {
    name: 'Text messages, by the hundred',
    price: {
      unit_amount: 5_00,
      transform_quantity: { divide_by: 100, round: 'up' },
      recurring: { interval: 'month' },
    },
  },
  board: { name: 'Weekly board', price: { unit_amount: 12_00, recurring: { interval: 'week' } } },
  standby: { name: 'Standby line', price: { unit_amount: 1_50, recurring: { interval: 'day' } } },
  season: { name: 'Season pass', price: { unit_amount: 420_00, recurring: { interval: 'month', interval_count: 6 } } },
} as const;

export type SpecialPlan = keyof typeof specialPlans;

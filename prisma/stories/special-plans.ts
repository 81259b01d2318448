/** Plans that few take, priced in every way Stripe knows: tiers, packages, usage, weeks and days. In dollars. */
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
  alerts: {
    name: 'Weather alerts, by the message',
    meter: { display_name: 'Weather alerts', event_name: 'weather_alert' },
    price: { unit_amount_decimal: '4.5', recurring: { interval: 'month', usage_type: 'metered' } },
  },
  routes: {
    name: 'Route planning',
    price: { unit_amount: 22_00, currency_options: { eur: { unit_amount: 20_00 } }, recurring: { interval: 'month' } },
  },
  quarterly: {
    name: 'Quarterly audit',
    price: { unit_amount: 90_00, recurring: { interval: 'month', interval_count: 3 } },
  },
  biennial: {
    name: 'Two-year archive',
    price: { unit_amount: 480_00, recurring: { interval: 'year', interval_count: 2 } },
  },
  fortnight: {
    name: 'Fortnightly pay run',
    price: { unit_amount: 18_00, recurring: { interval: 'week', interval_count: 2 } },
  },
  community: { name: 'Community', price: { unit_amount: 0, recurring: { interval: 'month' } } },
  season: { name: 'Season pass', price: { unit_amount: 420_00, recurring: { interval: 'month', interval_count: 6 } } },
} as const;

export type SpecialPlan = keyof typeof specialPlans;

import type { Store } from '../core/store';
import type { Period } from '../objects/line-item';

/** What a customer used of a meter in a period, added up as the meter says. */
export function usageOf(store: Store, meterId: string | null, customer: string, period: Period): number {
  const meter = store.meters.get(meterId ?? '');
  if (!meter) return 0;
  const values = (store.meterEvents.get(meter.event_name) ?? [])
    .filter(
      ({ payload, timestamp }) =>
        payload[meter.customer_mapping.event_payload_key] === customer &&
        timestamp >= period.start &&
        timestamp < period.end,
    )
    .sort((a, b) => a.timestamp - b.timestamp)
    .map(({ payload }) => Number(payload[meter.value_settings.event_payload_key] ?? 0));
  if (meter.default_aggregation.formula === 'count') return values.length;
  if (meter.default_aggregation.formula === 'last') return values.at(-1) ?? 0;
  return values.reduce((sum, value) => sum + value, 0);
}

export interface Meter {
  readonly id: string;
  readonly object: 'billing.meter';
  readonly created: number;
  readonly customer_mapping: { readonly event_payload_key: string; readonly type: 'by_id' };
  readonly default_aggregation: { readonly formula: 'count' | 'last' | 'sum' };
  readonly display_name: string;
  readonly event_name: string;
  readonly event_time_window: 'day' | 'hour' | null;
  readonly livemode: boolean;
  readonly status: 'active' | 'inactive';
  readonly status_transitions: { readonly deactivated_at: number | null };
  readonly updated: number;
  readonly value_settings: { readonly event_payload_key: string };
}

/** One report of usage. */
export interface MeterEvent {
  readonly object: 'billing.meter_event';
  readonly created: number;
  readonly event_name: string;
  readonly identifier: string;
  readonly livemode: boolean;
  readonly payload: Readonly<Record<string, string>>;
  readonly timestamp: number;
}

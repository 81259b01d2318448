import type { Metadata } from '../core/params';
import type { BalanceTransaction } from './balance-transaction';

const NO_EVIDENCE = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
} as const;

export type EvidenceField = keyof typeof NO_EVIDENCE;
export const EVIDENCE_FIELDS = Object.keys(NO_EVIDENCE);

export type DisputeReason =
  | 'credit_not_processed'
  | 'duplicate'
  | 'fraudulent'
  | 'general'
  | 'product_not_received'
  | 'product_unacceptable'
  | 'subscription_canceled'
  | 'unrecognized';

/** The `warning_` statuses are those of an inquiry, for which no money moves. */
export type DisputeStatus =
  | 'needs_response'
  | 'under_review'
  | 'won'
  | 'lost'
  | 'warning_needs_response'
  | 'warning_under_review'
  | 'warning_closed';

export interface Dispute {
  readonly id: string;
  readonly object: 'dispute';
  readonly amount: number;
  readonly balance_transactions: readonly BalanceTransaction[];
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly enhanced_eligibility_types: readonly never[];
  readonly evidence: Readonly<Record<EvidenceField, string | null>> & {
    readonly enhanced_evidence: Readonly<Record<string, never>>;
  };
  readonly evidence_details: {
    readonly due_by: number | null;
    readonly enhanced_eligibility: Readonly<Record<string, never>>;
    readonly has_evidence: boolean;
    readonly past_due: boolean;
    readonly submission_count: number;
    readonly submission_method: 'not_submitted' | 'manual';
  };
  readonly intended_submission_method: null;
  readonly is_charge_refundable: boolean;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly network_reason_code: string;
  readonly payment_intent: string | null;
  readonly payment_method_details: {
    readonly card: {
      readonly brand: 'visa';
      readonly case_type: 'chargeback' | 'inquiry';
      readonly network: 'visa';
      readonly network_reason_code: string;
    };
    readonly type: 'card';
  };
  readonly reason: DisputeReason;
  readonly status: DisputeStatus;
}

/** The card network's number for each of Stripe's reasons. */
const NETWORK_CODES: Readonly<Record<DisputeReason, string>> = {
  credit_not_processed: '13.6',
  duplicate: '12.6.1',
  fraudulent: '10.4',
  general: '10',
  product_not_received: '13.1',
  product_unacceptable: '13.3',
  subscription_canceled: '13.2',
  unrecognized: '10.4',
};

export type DisputeFields = Pick<
  Dispute,
  'id' | 'amount' | 'charge' | 'created' | 'currency' | 'livemode' | 'payment_intent' | 'reason'
> & { readonly dueBy: number; readonly inquiry: boolean };

/** A dispute as it is opened: unanswered, and without the money it will take. */
export function newDispute({ dueBy, inquiry, ...fields }: DisputeFields): Dispute {
  const code = NETWORK_CODES[fields.reason];
  return {
    object: 'dispute',
    ...fields,
    balance_transactions: [],
    enhanced_eligibility_types: [],
    evidence: { ...NO_EVIDENCE, enhanced_evidence: {} },
    evidence_details: {
      due_by: dueBy,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    metadata: {},
    network_reason_code: code,
    payment_method_details: {
      card: {
        brand: 'visa',
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: 'visa',
        network_reason_code: code,
      },
      type: 'card',
    },
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  };
}

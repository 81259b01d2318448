import { applicationFeeRoutes } from './application-fees';
import { chargeRoutes } from './charges';
import { checkoutSessionRoutes } from './checkout-sessions';
import { connectedAccountRoutes } from './connected-accounts';
import { couponRoutes } from './coupons';
import { creditNoteRoutes } from './credit-notes';
import { customerBalanceTransactionRoutes } from './customer-balance-transactions';
import { customerRoutes } from './customers';
import { disputeRoutes } from './disputes';
import { invoiceItemRoutes } from './invoice-items';
import { invoicePaymentRoutes } from './invoice-payments';
import { invoiceRoutes } from './invoices';
import { issuingRoutes } from './issuing';
import { meterRoutes } from './meters';
import { accountRoutes } from './own-account';
import { paymentIntentRoutes } from './payment-intents';
import { paymentLinkRoutes } from './payment-links';
import { paymentMethodRoutes } from './payment-methods';
import { paymentPageRoutes } from './payment-pages';
import { payoutRoutes } from './payouts';
import { planRoutes } from './plans';
import { previewInvoiceRoutes } from './preview-invoice';
import { priceRoutes } from './prices';
import { productRoutes } from './products';
import { promotionCodeRoutes } from './promotion-codes';
import { recordRoutes } from './records';
import { refundRoutes } from './refunds';
import { setupIntentRoutes } from './setup-intents';
import { subscriptionItemRoutes } from './subscription-items';
import { subscriptionScheduleRoutes } from './subscription-schedules';
import { subscriptionRoutes } from './subscriptions';
import { taxRateRoutes } from './tax-rates';
import { testClockRoutes } from './test-clocks';
import { webhookEndpointRoutes } from './webhook-endpoints';

export const allRoutes = [
  ...accountRoutes,
  ...applicationFeeRoutes,
  ...chargeRoutes,
  ...checkoutSessionRoutes,
  ...connectedAccountRoutes,
  ...couponRoutes,
  ...creditNoteRoutes,
  ...customerBalanceTransactionRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...invoiceItemRoutes,
  ...invoicePaymentRoutes,
  ...previewInvoiceRoutes,
  ...invoiceRoutes,
  ...paymentIntentRoutes,
  ...issuingRoutes,
  ...meterRoutes,
  ...paymentLinkRoutes,
  ...paymentMethodRoutes,
  ...payoutRoutes,
  ...paymentPageRoutes,
  ...planRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...promotionCodeRoutes,
  ...recordRoutes,
  ...refundRoutes,
  ...setupIntentRoutes,
  ...subscriptionItemRoutes,
  ...subscriptionRoutes,
  ...subscriptionScheduleRoutes,
  ...taxRateRoutes,
  ...testClockRoutes,
  ...webhookEndpointRoutes,
];

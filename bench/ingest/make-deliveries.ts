import { createHmac } from 'node:crypto';
import { demoCompanyOpens, playDemoCompany } from '@/prisma/stories/demo-company';
import { createSandboxAccount } from '@/sandbox/account';

export interface Delivery {
  body: Buffer;
  signature: string;
}

const SIZE = 3 * 1024;
/** Everything that belongs to one customer; products and prices are shared by all. */
const OWN_ID =
  /\b(evt|cus|sub|si|in|il|ii|ch|pi|py|pm|txn|re|di|cs|inpay|seti|card|dp|du|cn|cnli|fee|fr|cbtxn|sub_sched)_[A-Za-z0-9]+/g;

/** A company's events, as often as asked for: each time other customers live the same lives. */
export class EventSource {
  private readonly texts: string[];
  private copies = 0;

  constructor(private readonly secret: string) {
    const until = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);
    const account = createSandboxAccount({ startAt: demoCompanyOpens(until) });
    playDemoCompany(account, { until, scale: 0.1 });
    this.texts = account.events().map((event) => padded(event));
  }

  take(count: number): Delivery[] {
    const deliveries: Delivery[] = [];
    while (deliveries.length < count) {
      this.copies += 1;
      for (const text of this.texts.slice(0, count - deliveries.length))
        deliveries.push(signed(text.replace(OWN_ID, `$&c${this.copies}`), this.secret));
    }
    return deliveries;
  }
}

/** A customer who begins to pay today. */
export function newSubscriber(name: string, secret: string): Delivery {
  const now = Math.floor(Date.now() / 1000);
  const price = { id: 'price_bench', object: 'price', currency: 'usd', product: 'prod_bench', unit_amount: 1000 };
  const item = { id: `si_${name}`, object: 'subscription_item', quantity: 1 };
  const object = {
    ...{ id: `sub_${name}`, object: 'subscription', customer: `cus_${name}`, status: 'active', currency: 'usd' },
    ...{ created: now, start_date: now },
    items: {
      object: 'list',
      data: [
        { ...item, price: { ...price, recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' } } },
      ],
    },
  };
  const event = {
    id: `evt_${name}`,
    object: 'event',
    type: 'customer.subscription.created',
    created: now,
    livemode: true,
  };
  return signed(padded({ ...event, data: { object } }), secret);
}

/** At least 3 KB, as Stripe's own mostly are. */
function padded(event: object): string {
  const text = JSON.stringify(event);
  return text.length >= SIZE
    ? text
    : JSON.stringify({ ...event, padding: ' '.repeat(Math.max(0, SIZE - text.length - 14)) });
}

function signed(text: string, secret: string): Delivery {
  const body = Buffer.from(text);
  const at = Math.floor(Date.now() / 1000);
  const digest = createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex');
  return { body, signature: `t=${at},v1=${digest}` };
}

import { z } from 'zod';
import { DAY } from '../billing/period';
import { invalidRequest, resourceMissing } from '../core/errors';
import { listPage, paging } from '../core/list';
import { integer, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { TestClock } from '../objects/test-clock';
import { removeCustomer } from './customers';

const none = z.strictObject({});
const PATH = '/v1/test_helpers/test_clocks';

export const testClockRoutes = [
  route('POST', PATH, z.strictObject({ frozen_time: integer, name: text.optional() }), create),
  route('GET', PATH, z.strictObject(paging), (sandbox, params) =>
    listPage(sandbox.store.testClocks, params, {
      url: PATH,
      kind: 'test_clock',
      createdOf: ({ created }) => created,
    }),
  ),
  route('GET', `${PATH}/:id`, none, (sandbox, _params, id) => findClock(sandbox, id)),
  route('POST', `${PATH}/:id/advance`, z.strictObject({ frozen_time: integer }), advance),
  route('DELETE', `${PATH}/:id`, none, remove),
];

function findClock(sandbox: Sandbox, id: string): TestClock {
  const clock = sandbox.store.testClocks.get(id);
  if (!clock) throw resourceMissing('test_clock', id);
  return clock;
}

function create(sandbox: Sandbox, params: { frozen_time: number; name?: string | undefined }): TestClock {
  if (sandbox.settings.livemode) throw invalidRequest('Test clocks can only be used in test mode.');
  const id = sandbox.ids.next('clock');
  const now = sandbox.time();
  sandbox.testClocks.start(id, params.frozen_time);
  const clock = sandbox.store.testClocks.add({
    id,
    object: 'test_helpers.test_clock',
    created: now,
    deletes_after: now + 30 * DAY,
    frozen_time: params.frozen_time,
    livemode: false,
    name: params.name ?? null,
    status: 'ready',
    status_details: {},
  });
  sandbox.emit('test_helpers.test_clock.created', clock);
  return clock;
}

/** Answers as Stripe does, that the clock is moving; it has arrived when it is asked for next. */
function advance(sandbox: Sandbox, { frozen_time: target }: { frozen_time: number }, id: string): TestClock {
  const clock = findClock(sandbox, id);
  if (target <= clock.frozen_time) throw invalidRequest('A test clock can only be advanced.', 'frozen_time');
  const advancing = change(sandbox, sandbox.store.testClocks, clock, {
    status: 'advancing',
    status_details: { advancing: { target_frozen_time: target } },
  });
  sandbox.emit('test_helpers.test_clock.advancing', advancing);
  sandbox.testClocks.advance(id, target);
  const ready = change(sandbox, sandbox.store.testClocks, advancing, {
    frozen_time: target,
    status: 'ready',
    status_details: {},
  });
  sandbox.emit('test_helpers.test_clock.ready', ready);
  return advancing;
}

/** Whoever lives on the clock goes with it. */
function remove(sandbox: Sandbox, _params: object, id: string) {
  const clock = findClock(sandbox, id);
  sandbox.testClocks.run(id, () => {
    for (const customer of sandbox.store.customers.all()) {
      if (customer.test_clock === id) removeCustomer(sandbox, customer.id);
    }
  });
  sandbox.testClocks.stop(id);
  sandbox.store.testClocks.remove(id);
  sandbox.emit('test_helpers.test_clock.deleted', clock);
  return { id, object: 'test_helpers.test_clock', deleted: true };
}

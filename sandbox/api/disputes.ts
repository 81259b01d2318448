import { z } from 'zod';
import { closeDispute, isOpen } from '../billing/dispute-charge';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { clearable, flag, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import { type Dispute, type DisputeStatus, EVIDENCE_FIELDS } from '../objects/dispute';

const listParams = z.strictObject({ ...createdPaging, charge: text.optional(), payment_intent: text.optional() });
const updateParams = z.strictObject({
  evidence: z
    .strictObject(Object.fromEntries(EVIDENCE_FIELDS.map((field) => [field, clearable(text).optional()])))
    .optional(),
  metadata: metadata.optional(),
  submit: flag.optional(),
});

export const disputeRoutes = [
  route('GET', '/v1/disputes', listParams, (sandbox, params) =>
    listPage(sandbox.store.disputes, params, {
      url: '/v1/disputes',
      kind: 'dispute',
      createdOf: ({ created }) => created,
      within: ['charge', params.charge],
      match: (dispute) => params.payment_intent === undefined || dispute.payment_intent === params.payment_intent,
    }),
  ),
  route('GET', '/v1/disputes/:id', z.strictObject({}), (sandbox, _params, id) => findDispute(sandbox, id)),
  route('POST', '/v1/disputes/:id', updateParams, update),
  route('POST', '/v1/disputes/:id/close', z.strictObject({}), (sandbox, _params, id) => {
    findDispute(sandbox, id);
    return closeDispute(sandbox, id, 'lost');
  }),
];

function findDispute(sandbox: Sandbox, id: string): Dispute {
  const dispute = sandbox.store.disputes.get(id);
  if (!dispute) throw resourceMissing('dispute', id);
  return dispute;
}

/** Evidence is sent to the bank with its first change unless `submit` is false; Stripe's two magic words decide. */
function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): Dispute {
  const before = findDispute(sandbox, id);
  if (!params.evidence && !params.submit) {
    const labels = mergeMetadata(before.metadata, params.metadata);
    return change(sandbox, sandbox.store.disputes, before, { metadata: labels }, 'charge.dispute.updated');
  }
  if (!isOpen(before)) throw invalidRequest('This dispute is already closed.', undefined, 'dispute_already_closed');
  const submitted = params.submit ?? true;
  const given = Object.fromEntries(Object.entries(params.evidence ?? {}).filter(([, value]) => value !== undefined));
  const evidence = { ...before.evidence, ...given };
  const updated = change(
    sandbox,
    sandbox.store.disputes,
    before,
    {
      evidence,
      evidence_details: {
        ...before.evidence_details,
        has_evidence: true,
        submission_count: before.evidence_details.submission_count + (submitted ? 1 : 0),
        submission_method: submitted ? 'manual' : before.evidence_details.submission_method,
      },
      metadata: mergeMetadata(before.metadata, params.metadata),
      status: submitted ? underReview(before.status) : before.status,
    },
    'charge.dispute.updated',
  );
  const word = submitted ? evidence.uncategorized_text : null;
  if (word === 'winning_evidence') return closeDispute(sandbox, id, 'won');
  if (word === 'losing_evidence') return closeDispute(sandbox, id, 'lost');
  return updated;
}

const underReview = (status: DisputeStatus): DisputeStatus =>
  status.startsWith('warning') ? 'warning_under_review' : 'under_review';

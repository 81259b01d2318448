/**
 * True of a row `t` of tracked_sale whose `invoiceId` names an object of a sale that Stripe tells of as well: an invoice, a
 * checkout session, a payment intent or a charge. Such a sale is counted once, as Stripe's, whichever was known first; so it
 * is asked when it is counted, and nothing has to be told apart when either arrives. $1 is the workspace.
 */
export const IS_STRIPES = `exists (
  select from connection c
    join object_owner o on o.workspace_id = $1 and o.connection_id = c.id and o.object_id = t.invoice_id
    join sale s on s.workspace_id = $1 and s.connection_id = c.id and s.owner_id = o.owner_id
  where c.workspace_id = $1 and s.livemode = t.livemode
    and s.objects @> jsonb_build_array(jsonb_build_object('id', t.invoice_id)))`;

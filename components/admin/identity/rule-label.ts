/** "metadata:user_id" as a person says it. */
export function ruleLabel(rule: string): string {
  if (rule === 'pin') return 'Linked by hand';
  if (rule === 'client_reference_id') return 'Client reference id';
  if (rule === 'email') return 'E-mail address';
  if (rule === 'fallback') return 'No rule: the customer itself';
  return rule.startsWith('metadata:') ? `Metadata ${rule.slice('metadata:'.length)}` : rule;
}

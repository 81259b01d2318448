/** What a customer owes for an invoice once their balance is used; a credit invoice adds to it instead. */
export function applyBalance(balance: number, total: number): { amountDue: number; endingBalance: number } {
  if (total <= 0) return { amountDue: 0, endingBalance: balance + total };
  const due = total + balance;
  return due >= 0 ? { amountDue: due, endingBalance: 0 } : { amountDue: 0, endingBalance: due };
}

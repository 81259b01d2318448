/** "14:32, 21 Nov 2026" in the given zone. */
export function formatInstant(instant: string, timeZone: string): string {
  const date = new Date(instant);
  const time = date.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const day = date.toLocaleDateString('en-GB', { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
  // en-GB abbreviates September with four letters.
  return `${time}, ${day.replace('Sept', 'Sep')}`;
}

/** A line that counts up on a terminal; elsewhere one line at each tenth. */
export function showProgress(title: string): (done: number, total: number) => void {
  let shown = -1;
  return (done, total) => {
    const percent = Math.floor((100 * done) / total);
    if (process.stdout.isTTY) {
      if (percent !== shown) process.stdout.write(`\r${title}: ${percent} %${done === total ? '\n' : ''}`);
      shown = percent;
    } else if (Math.floor(percent / 10) !== shown) {
      shown = Math.floor(percent / 10);
      console.log(`${title}: ${percent} %`);
    }
  };
}

interface Rhythm {
  /** How often to look for work that nobody announced. */
  everyMs: number;
  /** How rare that becomes while working fails. */
  longestPauseMs: number;
  report: (error: unknown) => void;
}

export interface WorkLoop {
  /** Work at once, or again as soon as what is under way is done. */
  wake: () => void;
  /** Resolves when what is under way is done. */
  stop: () => Promise<void>;
}

/** Works again and again, and rests in between until it is woken or the time has come; twice as long after each failure. */
export function workInLoop(work: () => Promise<unknown>, { everyMs, longestPauseMs, report }: Rhythm): WorkLoop {
  let stopped = false;
  let woken = false;
  let getUp = () => {};
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      getUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || stopped) getUp();
    });
  const loop = async () => {
    let pause = everyMs;
    while (!stopped) {
      woken = false;
      try {
        await work();
        pause = everyMs;
      } catch (error) {
        report(error);
        pause = Math.min(pause * 2, longestPauseMs);
        woken = false;
      }
      await rest(pause);
    }
  };
  const running = loop();
  return {
    wake: () => {
      woken = true;
      getUp();
    },
    stop: async () => {
      stopped = true;
      getUp();
      await running;
    },
  };
}

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const MINUTE = 60;

/*
 * Per process and minute: what is limited here is many times a second, too often to be counted in the database. Several
 * processes allow so many times more.
 */
const limit = (points: number) => new RateLimiterMemory({ points, duration: MINUTE });

const LIMITS = {
  /** Clicks that count, by one address: offices and mobile networks share one. */
  click: limit(600),
  /** Visits told by browsers. */
  visitByAddress: limit(300),
  visitByKey: limit(12_000),
  /** Calls of servers, also with a key that is not known. */
  callByAddress: limit(3000),
  callByKey: limit(6000),
};
export type LimitName = keyof typeof LIMITS;

/** Null while there is room, else the seconds after which there is some again. */
export async function overLimit(name: LimitName, who: string): Promise<number | null> {
  try {
    await LIMITS[name].consume(who);
    return null;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw error;
  }
}

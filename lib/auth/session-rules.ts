/** A session unused for this long is over. */
export const IDLE_SECONDS = 12 * 60 * 60;
/** However busy, a session ends this long after the sign-in. */
export const ABSOLUTE_SECONDS = 30 * 24 * 60 * 60;

const DAY_SECONDS = 24 * 60 * 60;

/** An invitation unused for so long is over. */
export const INVITATION_DAYS = 7;
/** A partner's browser is let in for so long, however busy; then a new invitation is due. */
export const PORTAL_SESSION_SECONDS = 90 * DAY_SECONDS;

/** Somebody asked for what is not there for them: a mistake, or someone who tries ids. */
export interface Refusal {
  status: number;
  method: string;
  /** Of the address; what follows the question mark is never logged. */
  path: string;
  workspaceId?: string;
  userId?: string;
}

type Write = (entry: Refusal | { refusalsNotLogged: number }) => void;

const LINES_A_MINUTE = 30;
const MINUTE_MS = 60_000;

/** Writes the first refusals of each minute, and at its end how many more there were: nobody can flood the log. */
export function refusalLog(write: Write): (refusal: Refusal) => void {
  let seen = 0;
  const endMinute = () => {
    if (seen > LINES_A_MINUTE) write({ refusalsNotLogged: seen - LINES_A_MINUTE });
    seen = 0;
  };
  return (refusal) => {
    if (seen === 0) setTimeout(endMinute, MINUTE_MS).unref();
    seen += 1;
    if (seen <= LINES_A_MINUTE) write({ ...refusal, path: withoutSecrets(refusal.path) });
  };
}

const WORD = /^[a-z][a-z0-9-]{0,19}$/;
/** Ids that we hand out or that Stripe gives an event; they name nobody. */
const ID = /^(ws|usr|inv|key|conn|wsec|evt)_[A-Za-z0-9]{1,40}$/;

/** People paste anything behind a slash: a part that is neither a word nor one of our ids is not written down. */
const withoutSecrets = (path: string) =>
  path
    .slice(0, 300)
    .replace(/\?.*$/s, '')
    .split('/')
    .map((part) => (part === '' || WORD.test(part) || ID.test(part) ? part : '…'))
    .join('/');

import type { Arrival } from './arrival';

/**
 * Programs that say what they are: crawlers, previews in chats, scanners of mail, monitors. Plain HTTP clients and browsers
 * without a window are not among them: an integration is tried with those, and one that means to be counted says what it likes.
 */
const BOTS =
  /(?<!cu)bot(?![a-z])|crawl|spider|slurp|preview|facebookexternalhit|facebookcatalog|meta-externalagent|whatsapp|telegrambot|skypeuripreview|slack-imgproxy|discordbot|embedly|iframely|quora link|outbrain|vkshare|w3c_validator|mediapartners|google-inspectiontool|googleother|google-read-aloud|feedfetcher|feedly|chatgpt|gptbot|claude-web|anthropic|perplexity|bytespider|yandex\.com|baiduspider|duckduckgo-favicons|ia_archiver|archive\.org|ahrefs|semrush|screaming frog|lighthouse|pagespeed|gtmetrix|pingdom|uptime|statuscake|site24x7|datadog|newrelicpinger|checkly|monitor|barracuda|mimecast|proofpoint|safelinks|urldefense|virustotal|urlscan|netcraft|nuclei|zgrab|masscan/i;

const isBot = (userAgent: string): boolean => BOTS.test(userAgent);

/** A browser that looks ahead: whoever it is has not clicked yet. */
function isPrefetch({ header }: Pick<Arrival, 'header'>): boolean {
  const purpose = `${header('sec-purpose') ?? ''} ${header('purpose') ?? ''} ${header('x-purpose') ?? ''}`;
  return /prefetch|prerender|preview/i.test(purpose) || header('x-moz')?.toLowerCase() === 'prefetch';
}

/** Nobody clicked: a bot, a look ahead, or a question for the headers alone. */
export const isAutomatic = (arrival: Pick<Arrival, 'header' | 'method'>): boolean =>
  arrival.method === 'HEAD' || isPrefetch(arrival) || isBot(arrival.header('user-agent') ?? '');

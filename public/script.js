// Where somebody came from, for Headwater. One script tag, no dependency:
//   <script src="https://your-headwater/script.js" data-key="hw_pk_…" defer></script>
// Options: data-consent="wait", data-direct, data-domain=".example.com", data-payment-hosts="pay.example.com,…".
// Everything is sent as it stands here; it is under 3 KB on the wire.
(() => {
  const script = document.currentScript;
  if (!script || window.headwater) return;

  const DAY = 24 * 60 * 60;
  const REFERENCE = 'client_reference_id';
  const CLICK_ID = /^[\w-]{8,100}$/;
  const FROM = /^(utm_(source|medium|campaign|term|content)|dub_id|gclid|gbraid|wbraid|msclkid|ttclid|fbclid)$/;
  const { key, consent, direct, domain, paymentHosts = '' } = script.dataset;
  const hosts = ['buy.stripe.com'].concat(paymentHosts.split(',').map((host) => host.trim().toLowerCase()));
  const ownDomain = domain ? `.${domain.replace(/^\./, '')}` : null;
  // Whoever comes back from paying, or from another part of the site, has not come from there.
  const isOurs = (host) =>
    host === location.host || hosts.includes(host) || (ownDomain !== null && `.${host}`.endsWith(ownDomain));
  const isPrivate = navigator.doNotTrack === '1' || navigator.globalPrivacyControl === true;
  let allowed = !isPrivate && consent !== 'wait';

  const readCookie = (name) => {
    const found = document.cookie.split('; ').find((one) => one.startsWith(`${name}=`));
    try {
      return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
    } catch {
      return ''; // somebody else wrote it
    }
  };
  const writeCookie = (name, value, days) => {
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    const where = domain ? `; Domain=${domain}` : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${days * DAY}; SameSite=Lax${where}${secure}`;
  };

  const arrived = new URL(location.href);
  const clickId = () => {
    if (!allowed) return null;
    const id = arrived.searchParams.get('dub_id') || readCookie('dub_id');
    return CLICK_ID.test(id) ? id : null;
  };
  const visitorId = () => {
    if (!allowed) return null;
    const known = readCookie('hw_visitor');
    if (known) return known;
    const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
    writeCookie('hw_visitor', id, 365);
    return readCookie('hw_visitor'); // empty where cookies are off: nobody is followed then
  };

  /** Only what says where somebody came from leaves the page, and no other part of its query. */
  const tell = () => {
    const from = [...arrived.searchParams].filter(([name, value]) => FROM.test(name) && value);
    const referrer = document.referrer;
    const isOutside = referrer !== '' && !isOurs(new URL(referrer).host);
    const visitor = visitorId();
    if (!key || !visitor || (from.length === 0 && !isOutside && direct === undefined)) return;
    if (from.length === 0 && !isOutside && referrer !== '') return; // from page to page
    const url = `${arrived.origin}${arrived.pathname}?${new URLSearchParams(from)}`;
    const body = JSON.stringify({ key, visitor, url, referrer: isOutside ? referrer : null });
    const to = new URL('/track/visit', script.src).href;
    if (navigator.sendBeacon?.(to, body)) return;
    fetch(to, { method: 'POST', body, keepalive: true, mode: 'no-cors', credentials: 'omit' }).catch(() => {});
  };

  /** A Payment Link carries the click to Stripe; one that names something else already is left alone. */
  const leadsToPay = (link) => /^https?:$/.test(link.protocol) && hosts.includes(link.host.toLowerCase());
  const mark = (link) => {
    const id = clickId();
    if (!id || !leadsToPay(link)) return;
    const url = new URL(link.href);
    if (url.searchParams.has(REFERENCE)) return;
    url.searchParams.set(REFERENCE, `dub_id_${id}`);
    link.href = url.href;
  };
  const unmark = (link) => {
    if (!leadsToPay(link)) return;
    const url = new URL(link.href);
    if (!url.searchParams.get(REFERENCE)?.startsWith('dub_id_')) return;
    url.searchParams.delete(REFERENCE);
    link.href = url.href;
  };
  const markAll = () => document.querySelectorAll('a[href]').forEach(mark);
  const onPress = ({ target }) => {
    const link = target instanceof Element && target.closest('a[href]');
    if (link) mark(link);
  };

  const begin = () => {
    if (!allowed) return;
    const id = clickId();
    if (id) writeCookie('dub_id', id, 90);
    tell();
    markAll();
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', markAll);
  };
  // Links that a page makes later are marked when they are about to be followed.
  for (const name of ['pointerdown', 'click', 'auxclick', 'keydown']) document.addEventListener(name, onPress, true);

  window.headwater = {
    clickId,
    visitorId,
    consent: (isGiven) => {
      const was = allowed;
      allowed = isGiven && !isPrivate;
      if (allowed && !was) begin();
      if (isGiven) return;
      for (const name of ['dub_id', 'hw_visitor']) writeCookie(name, '', 0);
      document.querySelectorAll(`a[href*="${REFERENCE}=dub_id_"]`).forEach(unmark);
    },
  };

  begin();
})();

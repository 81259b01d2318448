import type { Attribution, Share } from '@/lib/attribution/types';
import { MODEL_LABELS } from '@/lib/definitions/model-labels';
import { dimensionLabels } from '@/lib/metrics/labels';
import type { Credit } from './shapes';

/** Links and partners by their ids, as people know them. */
export interface OriginNames {
  links: ReadonlyMap<string, string>;
  partners: ReadonlyMap<string, string>;
}

export async function originNames(
  workspaceId: string,
  attributions: readonly (Attribution | null)[],
): Promise<OriginNames> {
  const shares = attributions.flatMap((one) => one?.shares ?? []);
  const named = (of: 'link' | 'partner') => {
    const ids = [...new Set(shares.map((share) => share[of]))].filter((id) => id !== '');
    return ids.length === 0 ? new Map<string, string>() : dimensionLabels(workspaceId, of, ids);
  };
  const [links, partners] = await Promise.all([named('link'), named('partner')]);
  return { links, partners };
}

/** To what sales are credited, as a page shows it. */
export function toCredit({ model, shares }: Attribution, names: OriginNames): Credit {
  const all = shares.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
  return {
    model,
    shares: shares.map((share) => ({
      at: new Date(share.at).toISOString(),
      part: Number((BigInt(share.weight) * 1_000_000n) / all) / 1_000_000,
      campaign: share.campaign,
      source: share.source,
      medium: share.medium,
      link: names.links.get(share.link) ?? share.link,
      partner: names.partners.get(share.partner) ?? share.partner,
    })),
  };
}

/** The same in a line: "Linear: /r/spring, news / email / spring; ads". */
export function creditWords(attribution: Attribution | null, names: OriginNames): string {
  if (attribution === null) return 'Direct / unknown';
  const touches = attribution.shares.map((share) => shareWords(share, names)).join('; ');
  return `${MODEL_LABELS[attribution.model]}: ${touches}`;
}

function shareWords({ link, partner, source, medium, campaign }: Share, { links, partners }: OriginNames): string {
  const from = [source, medium, campaign].filter((text) => text !== '').join(' / ');
  const words = [links.get(link) ?? link, partners.get(partner) ?? partner, from].filter((text) => text !== '');
  return words.length === 0 ? 'a direct visit' : words.join(', ');
}

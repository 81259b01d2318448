export interface MetadataKey {
  key: string;
  customers: number;
  samples: string[];
}

/** `user_id` first, then the keys really seen, the commonest on top. */
export function suggestedKeys(seen: MetadataKey[]): MetadataKey[] {
  const first = seen.find(({ key }) => key === 'user_id') ?? { key: 'user_id', customers: 0, samples: [] };
  const rest = seen.filter(({ key }) => key !== 'user_id').sort((a, b) => b.customers - a.customers);
  return [first, ...rest];
}

interface Node {
  value?: string;
  readonly children: Map<string, Node>;
}

/**
 * Reads `items[0][price]=p&expand[]=customer` into nested parameters. Keys that are all numbers make a list; values
 * stay text, because only the request's own description knows which of them are numbers.
 */
export function parseFormParams(form: string): Record<string, unknown> {
  const root: Node = { children: new Map() };
  for (const [key, value] of new URLSearchParams(form)) {
    const node = pathOf(key).reduce(descend, root);
    node.value = value;
  }
  return Object.fromEntries([...root.children].map(([key, node]) => [key, toValue(node)]));
}

/** `a[b][]` → a, b, '' */
function pathOf(key: string): readonly string[] {
  const open = key.indexOf('[');
  if (open < 0) return [key];
  return [key.slice(0, open), ...[...key.slice(open).matchAll(/\[([^\]]*)\]/g)].map((part) => part[1] ?? '')];
}

function descend(node: Node, key: string): Node {
  const name = key === '' ? String(node.children.size) : key;
  const known = node.children.get(name);
  if (known) return known;
  const child: Node = { children: new Map() };
  node.children.set(name, child);
  return child;
}

function toValue(node: Node): unknown {
  if (node.children.size === 0) return node.value ?? '';
  const entries = [...node.children];
  if (entries.every(([key]) => /^\d+$/.test(key))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => toValue(child));
  }
  return Object.fromEntries(entries.map(([key, child]) => [key, toValue(child)]));
}

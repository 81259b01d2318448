/** A path inside this site, for "return to" links; anything that could lead elsewhere becomes "/". */
export function safePath(wished: string | null | undefined): string {
  if (!wished || wished.length > 2000 || !/^\/(?![/\\])/.test(wished)) return '/';
  // Browsers drop tabs and line breaks from addresses: "/\t/evil.example" would become "//evil.example".
  if (/[\p{Cc}\\]/u.test(wished)) return '/';
  return wished;
}

/** The least that Next can do for a link: it is always the same one, and nobody is counted. */
export function GET() {
  return new Response(null, {
    status: 302,
    headers: { location: 'https://shop.example/', 'cache-control': 'no-store' },
  });
}

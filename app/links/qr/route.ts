import { z } from 'zod';
import { errorResponse } from '@/app/_http/error-response';
import { limited } from '@/app/_http/limited';
import { originOf } from '@/app/_http/origin-of';
import { shortUrl } from '@/lib/links/describe-link';
import { qrPng, qrSvg } from '@/lib/links/qr-code';
import { checkSlug } from '@/lib/links/slugs';

const query = z.object({
  key: z.string().max(200),
  format: z.enum(['png', 'svg']).default('png'),
  /** Of the picture's sides, in pixels, at most. */
  size: z.coerce.number().int().min(64).max(2048).default(600),
});

async function draw(request: Request): Promise<Response> {
  try {
    const { key, format, size } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
    const text = shortUrl(checkSlug(key), originOf(request.headers));
    return format === 'svg' ? picture(qrSvg(text), 'image/svg+xml') : picture(qrPng(text, size), 'image/png');
  } catch (error) {
    return errorResponse(error, request, {});
  }
}

/** A short link as a picture, for anybody, so often a minute: it says nothing but the address that it is asked with. */
export const GET = limited(draw);

const picture = (body: BodyInit, type: string) =>
  new Response(body, { headers: { 'content-type': type, 'x-content-type-options': 'nosniff' } });

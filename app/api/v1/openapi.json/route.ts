import { openApiDocument } from '@/lib/openapi/document';

export function GET(): Response {
  return Response.json(openApiDocument());
}

import { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

const OPTIONS = {
  io: 'input',
  override: ({ jsonSchema }: { jsonSchema: JsonSchema }) => {
    // What the format or the type says already.
    if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    delete jsonSchema.propertyNames;
    delete jsonSchema.readOnly; // every answer is
  },
} as const;

/** A zod shape as JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
export function jsonSchema(shape: z.ZodType): JsonSchema {
  return withoutFrame(z.toJSONSchema(shape, OPTIONS));
}

/** Several shapes that refer to one another by name. */
export function componentSchemas(shapes: Readonly<Record<string, z.ZodType>>): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(shapes)) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, { ...OPTIONS, uri: componentUri });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutFrame(schema)]));
}

export const componentUri = (id: string) => `#/components/schemas/${id}`;

function withoutFrame({ $schema: _, $id: __, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** The type of a member as a reader would write it: "integer | null", "list of MetricSeries". */
export function typeText(schema: JsonSchema): string {
  if (schema.$ref) return schema.$ref.slice(componentUri('').length);
  if (schema.anyOf) return schema.anyOf.map(typeText).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.type === 'array' && isSchema(schema.items)) return `list of ${typeText(schema.items)}`;
  if (schema.type === 'object' && isSchema(schema.additionalProperties))
    return `${typeText(schema.additionalProperties)} by name`;
  if (schema.type === 'object' && schema.properties) return `{ ${Object.keys(schema.properties).join(', ')} }`;
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'any'];
  return types.map((type) => (type === 'string' ? (schema.format ?? type) : type)).join(' | ');
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import { expect, test } from 'vitest';
import { z } from 'zod';
import { componentSchemas, jsonSchema, typeText } from './json-schema';

test.each([
  ['integer | null', z.int().nullable()],
  ['date', z.iso.date()],
  ['date | null', z.iso.date().nullable()],
  ['"a" | "b"', z.enum(['a', 'b'])],
  ['true', z.literal(true)],
  ['list of string', z.array(z.string())],
  ['number by name', z.record(z.string(), z.number())],
  ['{ id, url }', z.object({ id: z.string(), url: z.string() })],
])('a type reads as %s', (expected, shape) => {
  expect(typeText(jsonSchema(shape))).toBe(expected);
});

test('shapes that contain one another refer by name', () => {
  const part = z.object({ id: z.string() });
  const { Whole } = componentSchemas({ Whole: z.object({ parts: z.array(part) }), Part: part });
  expect(typeText(Object(Whole?.properties?.parts))).toBe('list of Part');
});

test('what a format or a type says is not said twice', () => {
  expect(jsonSchema(z.object({ day: z.iso.date(), count: z.int() }))).toEqual({
    type: 'object',
    properties: { day: { type: 'string', format: 'date' }, count: { type: 'integer' } },
    required: ['day', 'count'],
  });
});

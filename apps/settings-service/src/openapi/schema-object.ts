import type { ApiPropertyOptions } from '@nestjs/swagger';

type SchemaObject = Record<string, unknown> & { type: 'object' };

/** A contract's schema as plain JSON Schema, as OpenAPI takes it. */
export const schemaObject = (schema: object): SchemaObject => ({
  ...(JSON.parse(JSON.stringify(schema)) as Record<string, unknown>),
  type: 'object',
});

/** The same for a property of a class. */
export const objectProperty = (schema: object, description?: string): ApiPropertyOptions => {
  const { type, ...rest } = schemaObject(schema);
  return { additionalProperties: true, ...rest, ...(description ? { description } : {}), type };
};

import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Max, ValidateNested } from 'class-validator';
import fc from 'fast-check';
import { BodyPipe } from './body-pipe.js';
import { ProblemException } from './problem-exception.js';

class Item {
  @IsString() sku: string;
  @IsInt() @Max(9) quantity: number;
}

class Basket {
  @IsString() owner: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => Item) items: Item[];
  @IsOptional() @IsString() note?: string;
}

const pipe = new BodyPipe();
const read = (value: unknown, type: 'body' | 'query' = 'body') =>
  pipe.transform(value, { type, metatype: Basket });
const problemOf = async (value: unknown) => {
  try {
    await read(value);
    return null;
  } catch (error) {
    if (error instanceof ProblemException) return error.problem;
    throw error;
  }
};

describe('BodyPipe', () => {
  it('gives what fits as its class', async () => {
    const basket = await read({ owner: 'a', items: [{ sku: 's', quantity: 1 }] });
    expect(basket).toBeInstanceOf(Basket);
    expect(basket).toMatchObject({ items: [expect.any(Item)] });
  });

  it('names fields within lists, and those that are not known', async () => {
    const problem = await problemOf({
      owner: 1,
      items: [{ sku: 's', quantity: 99, colour: 'red' }],
      more: 1,
    });
    expect(problem).toMatchObject({ status: 422, title: 'The request cannot be taken' });
    expect(problem?.errors).toEqual(
      expect.arrayContaining([
        { field: 'owner', message: 'must be a string' },
        { field: 'more', message: 'is not a known field' },
        { field: 'items.0.quantity', message: 'must not be greater than 9' },
        { field: 'items.0.colour', message: 'is not a known field' },
      ]),
    );
  });

  it('does not take a number written as text for a number', async () => {
    const problem = await problemOf({ owner: 'a', items: [{ sku: 's', quantity: '1' }] });
    expect(problem?.errors?.[0]?.field).toBe('items.0.quantity');
  });

  it.each([[[]], [[{}]], [null], [undefined], ['text'], [7], [true]])(
    'refuses %j for a body',
    async (value) => {
      expect(await problemOf(value)).toMatchObject({ status: 400 });
    },
  );

  it('lets a query be absent', async () => {
    await expect(pipe.transform({}, { type: 'query', metatype: Object })).resolves.toEqual({});
  });

  it('refuses what is nested too deeply before it looks into it', async () => {
    const deep = JSON.parse(`{"owner":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`);
    expect(await problemOf(deep)).toMatchObject({ status: 400, detail: 'The body is nested too deeply.' });
  });

  it('answers any JSON with a value or a problem, never with another failure, and never repeats it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.jsonValue(),
          fc.dictionary(fc.constantFrom('owner', 'items', 'note'), fc.jsonValue(), { noNullPrototype: true }),
        ),
        fc.uuid(),
        async (value, canary) => {
          const body =
            typeof value === 'object' && value !== null && !Array.isArray(value)
              ? { ...value, note: { canary } }
              : value;
          expect(JSON.stringify(await problemOf(body))).not.toContain(canary);
        },
      ),
      { numRuns: 300 },
    );
  });
});

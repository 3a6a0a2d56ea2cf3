import { LIMITS } from './limits.js';
import type { Refusal, StyleFault } from './refusal.js';
import type { WantedSku, WantedStyle } from './wanted-style.js';

type Texts = Pick<WantedStyle, 'name' | 'number' | 'identifier' | 'description'>;

const TEXTS: readonly (readonly [keyof Texts, StyleFault, string])[] = [
  ['name', 'name-too-long', 'name'],
  ['number', 'number-too-long', 'style number'],
  ['identifier', 'identifier-too-long', 'style identifier'],
  ['description', 'description-too-long', 'description'],
];

/** Texts that JOOR would not take. Nothing is ever cut for it. */
export function textFaults(style: Texts): Refusal[] {
  const faults = TEXTS.flatMap(([field, code, title]): Refusal[] => {
    const length = [...style[field]].length;
    if (length <= LIMITS[field]) return [];
    const reason = `The ${title} has ${length} characters, JOOR takes ${LIMITS[field]}: shorten it in the WMS, or map "${TARGETS[field]}" to a shorter field.`;
    return [{ code, reason }];
  });
  if (style.name === '') faults.push({ code: 'no-name', reason: 'The style has no name, which JOOR needs.' });
  return [...faults, ...numberFaults(style)];
}

/** What a style cannot be found by in JOOR would be made there again and again. */
function numberFaults({ number }: Texts): Refusal[] {
  if (number === '') {
    return [
      { code: 'no-number', reason: 'The style has no style number: map "styleNumber" to a filled field.' },
    ];
  }
  if (!number.includes(',')) return [];
  const reason = `JOOR cannot be asked for the style number "${number}", which has a comma: map "styleNumber" to a field without.`;
  return [{ code: 'number-with-comma', reason }];
}

const TARGETS = {
  name: 'styleName',
  number: 'styleNumber',
  identifier: 'styleIdentifier',
  description: 'description',
} as const;

/** Variants that are each fit but cannot be in one style. */
export function variantFaults(skus: readonly WantedSku[]): Refusal[] {
  return [...duplicates(skus), ...sizesInTwoCases(skus), ...codesWithTwoNames(skus)];
}

function duplicates(skus: readonly WantedSku[]): Refusal[] {
  const pairs = new Map<string, WantedSku>();
  const seen = new Set<string>();
  const faults: Refusal[] = [];
  for (const sku of skus) {
    const { externalId, colorCode, sizeName } = sku;
    const pair = [colorCode, sizeName].join('\n');
    const first = pairs.get(pair);
    if (seen.has(externalId)) {
      faults.push({ code: 'duplicate-sku', reason: `SKU ${externalId} comes more than once in the style.` });
    } else if (first) {
      const reason = `SKUs ${first.externalId} and ${externalId} both are color ${colorCode} in size ${sizeName}: only one of them can be sold.`;
      faults.push({ code: 'duplicate-color-and-size', reason });
    }
    seen.add(externalId);
    if (!first) pairs.set(pair, sku);
  }
  return faults;
}

function sizesInTwoCases(skus: readonly WantedSku[]): Refusal[] {
  const faults = twoSpellings(
    skus.map(({ sizeName }) => [sizeName.toLowerCase(), sizeName]),
    (one, other) =>
      `The size is written "${one}" and "${other}", which JOOR takes for two sizes: write it one way.`,
  );
  return faults.map((reason) => ({ code: 'size-in-two-cases', reason }));
}

function codesWithTwoNames(skus: readonly WantedSku[]): Refusal[] {
  const faults = twoSpellings(
    skus.map(({ colorCode, colorName }) => [colorCode, colorName]),
    (one, other, code) => `The color code ${code} is named "${one}" and "${other}": a code has one name.`,
  );
  return faults.map((reason) => ({ code: 'color-code-with-two-names', reason }));
}

/** A reason for each key that comes with more than one text. */
function twoSpellings(
  pairs: readonly (readonly [key: string, text: string])[],
  reasonOf: (one: string, other: string, key: string) => string,
): string[] {
  const texts = new Map<string, string>();
  const reasons = new Map<string, string>();
  for (const [key, text] of pairs) {
    const first = texts.get(key) ?? text;
    texts.set(key, first);
    if (first !== text && !reasons.has(key)) reasons.set(key, reasonOf(first, text, key));
  }
  return [...reasons.values()];
}

/** Completes eleven digits to a UPC-A (GS1 General Specifications, check digit calculation). */
export function upc(elevenDigits: string): string {
  if (!/^\d{11}$/.test(elevenDigits))
    throw new RangeError(`a UPC-A needs eleven digits, not "${elevenDigits}"`);
  let sum = 0;
  for (let i = 0; i < 11; i++) sum += Number(elevenDigits[i]) * (i % 2 === 0 ? 3 : 1);
  return elevenDigits + String((10 - (sum % 10)) % 10);
}

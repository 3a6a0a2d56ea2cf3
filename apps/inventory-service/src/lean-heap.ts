import { setFlagsFromString } from 'node:v8';

/** What the heap may grow by until it is looked through whole again, in percent of what was alive. */
const GROWING_PERCENT = 80;

/**
 * Left to itself V8 lets the heap grow to four times of what is alive. While a large stock is read that is some 60 MB,
 * and all the rest is pages that are done with: with this, a sweep of 400,000 levels takes 250 MB instead of 385, and no
 * more computing.
 */
export function keepHeapLean(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`);
}

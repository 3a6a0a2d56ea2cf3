/**
 * When a connection's undecided orders are looked at again after that has failed, by failures in a row:
 *
 * | 1   | 2   | 3   | 4   | 5    | 6 and on |
 * |-----|-----|-----|-----|------|----------|
 * | 1 s | 2 s | 4 s | 8 s | 16 s | 30 s     |
 *
 * @returns milliseconds
 */
export const lookAgainAfter = (failures: number): number => Math.min(1_000 * 2 ** (failures - 1), 30_000);

/** JOOR writes money as plain numbers; sums are made in whole cents. */
export const cents = (amount: number): number => Math.round(amount * 100);
export const money = (wholeCents: number): number => Number((wholeCents / 100).toFixed(2));

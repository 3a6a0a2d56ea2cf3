/** What is wrong with a range, by field; empty when it can be fetched. */
export function rangeFaults(
  range: { readonly from: Date; readonly to: Date },
  earliest: Date | null,
  now: Date,
): { field: string; message: string }[] {
  const faults: { field: string; message: string }[] = [];
  if (earliest && range.from < earliest) {
    const day = earliest.toISOString().slice(0, 10);
    faults.push({
      field: 'from',
      message: `must not be before the connection's Earliest Order Date, ${day}`,
    });
  }
  if (range.to <= range.from) faults.push({ field: 'to', message: 'must be after from' });
  if (range.to > now) faults.push({ field: 'to', message: 'must not be in the future' });
  return faults;
}

import { execFileSync } from 'node:child_process';

/**
 * Resident memory of processes and all their descendants, in MiB; null where there is no `ps`.
 *
 * @param {readonly number[]} roots process ids
 */
export function residentMb(roots) {
  try {
    return sumOfTree(execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' }), roots);
  } catch {
    return null;
  }
}

/**
 * @param {string} table lines of `pid ppid rss-in-KiB`
 * @param {readonly number[]} roots
 * @returns {number} MiB, rounded
 */
export function sumOfTree(table, roots) {
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const counted = new Set(roots);
  // a child comes after its parent in time, not always in the table: repeat until none is new
  for (let size = -1; size !== counted.size; ) {
    size = counted.size;
    for (const [pid = 0, parent = 0] of rows) if (counted.has(parent)) counted.add(pid);
  }
  const kib = rows.reduce((sum, [pid = 0, , rss = 0]) => sum + (counted.has(pid) ? rss : 0), 0);
  return Math.round(kib / 1024);
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Clock ticks a second; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** CPU milliseconds that a process and its ended children have used. @throws when it is gone */
export function cpuMsOf(pid: number): number {
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = statOf(pid).slice(11, 15).map(Number);
  return ((user + system + childUser + childSystem) * 1000) / TICKS_PER_SECOND;
}

/** CPU milliseconds of a process and all that it started, e.g. PostgreSQL's backends. */
export function cpuMsOfTree(pid: number): number {
  let total = cpuMsOf(pid);
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      if (Number(statOf(Number(entry))[1]) === pid) total += cpuMsOf(Number(entry));
    } catch {
      // ended meanwhile: its time is among the parent's ended children
    }
  }
  return total;
}

/** Most memory a process has held so far, in MB. */
export function peakRssMbOf(pid: number): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}

/** From now on `peakRssMbOf` tells of what comes; what the process holds now is in it. */
export function forgetPeakRssOf(pid: number): void {
  // 5 resets VmHWM (proc(5), /proc/pid/clear_refs)
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** Fields of `/proc/<pid>/stat` from the state on; the name before them may hold spaces. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

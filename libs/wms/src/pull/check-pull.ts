import type { CheckResult } from '../connector.js';
import { PullFailed } from '../pull-failed.js';

/** Whether a list can be read, by its first page. */
export async function checkPull(what: string, pages: AsyncIterable<unknown>): Promise<CheckResult> {
  try {
    for await (const _ of pages) break;
    return { ok: true, message: `${what} can be read.` };
  } catch (error) {
    if (error instanceof PullFailed) return { ok: false, message: error.message };
    throw error;
  }
}

import { countsText } from '../products/run-text.js';
import { field, type Row } from '../service/fields.js';
import { type Finding, ill, notAvailable, waiting, well } from './finding.js';

/** How a connection's stock gets to JOOR. @param runs of the world it lives in, newest first */
export function inventoryFinding(what: string, runs: readonly Row[]): Finding {
  const unapproved = runs.find(isWaiting);
  if (unapproved) return waiting(what, waits('inventory', unapproved, field(unapproved, 'reason')));
  const run = runs.find((each) => field(each, 'kind') !== 'preview');
  if (run === undefined) return notAvailable(what, 'nothing was sent yet');
  const state = field(run, 'state');
  if (state === 'held' || state === 'failed') {
    return ill(
      what,
      `run ${field(run, 'id')} ${state === 'held' ? 'is held' : 'failed'}: ${field(run, 'reason')}`,
    );
  }
  const rows = `${field(run, 'sent')} figures acknowledged, ${field(run, 'refused')} refused`;
  return well(what, `the last run is ${state}, ${field(run, 'createdAt')}: ${rows}`);
}

/** How a connection's products get to JOOR. @param runs of the world it lives in, newest first */
export function productsFinding(what: string, runs: readonly Row[]): Finding {
  const unapproved = runs.filter(isWaiting);
  const unasked = unapproved.find((run) => field(run, 'trigger') === 'schedule');
  if (unasked) return waiting(what, waits('products', unasked, field(unasked, 'ask')));
  const run = runs.find((each) => !unapproved.includes(each));
  if (run === undefined) return previewed(what, unapproved);
  const [state, error] = [field(run, 'state'), field(run, 'error')];
  if (state === 'failed') return ill(what, `run ${field(run, 'id')} failed: ${error}`);
  if (error) return ill(what, `run ${field(run, 'id')} is held: ${error}`);
  return well(what, `the last run is ${state}, ${field(run, 'createdAt')}: ${countsText(run)}`);
}

/** Whoever asked for a preview knows of it: it is no fault that it waits. */
function previewed(what: string, [preview]: readonly Row[]): Finding {
  if (preview === undefined) return notAvailable(what, 'nothing was run yet');
  return notAvailable(
    what,
    `nothing was run yet; preview ${field(preview, 'id')} of ${field(preview, 'createdBy')} waits for approval`,
  );
}

const isWaiting = (run: Row): boolean => field(run, 'state') === 'waiting-for-approval';

const waits = (group: string, run: Row, why: string): string =>
  `run ${field(run, 'id')} waits for approval: ${why} See joorctl ${group} show-run ${field(run, 'id')}.`;

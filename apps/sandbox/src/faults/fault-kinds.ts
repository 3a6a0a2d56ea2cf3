import { BadRequest } from '../control/fields.js';
import { errorStatus } from './error-status.js';
import type { FaultKind } from './fault.js';
import { hang } from './hang.js';
import { lateEffect } from './late-effect.js';
import { latency } from './latency.js';
import { lostAnswer } from './lost-answer.js';
import { malformedBody } from './malformed-body.js';
import { outage } from './outage.js';
import { oversizedBody } from './oversized-body.js';
import { refusedToken } from './refused-token.js';
import { slowBody } from './slow-body.js';
import { throttleStorm } from './throttle-storm.js';

export const FAULT_KINDS: readonly FaultKind[] = [
  latency,
  errorStatus,
  throttleStorm,
  refusedToken,
  hang,
  outage,
  lostAnswer,
  lateEffect,
  malformedBody,
  slowBody,
  oversizedBody,
];

/** @throws BadRequest naming the kinds there are. */
export function faultKind(name: string): FaultKind {
  const found = FAULT_KINDS.find(({ kind }) => kind === name);
  if (!found) {
    throw new BadRequest(`no fault kind "${name}"; there are ${FAULT_KINDS.map((k) => k.kind).join(', ')}`);
  }
  return found;
}

const { default: Sequencer } = require('@jest/test-sequencer');

/** Specs of more than 20 s, by a part of their path: small files, and Jest begins with the large ones. */
const SLOW = [
  '/chaos/',
  '/conformance/conformance.int',
  '/infrastructure/embedded.int',
  '/intake/kill.int',
  '/joor-poller/src/polling.int',
  '/publish/faults.int',
  '/publish/held-and-guarded.int',
  '/publish/overwrite-in-doubt.int',
];

/**
 * One of them begun last would run on alone, while the other workers have nothing left.
 *
 * @template {{ path: string }} T
 * @param {readonly T[]} tests
 */
function slowFirst(tests) {
  const isSlow = (/** @type {T} */ { path }) => SLOW.some((part) => path.includes(part));
  return [...tests.filter(isSlow), ...tests.filter((test) => !isSlow(test))];
}

class SlowFirst extends Sequencer {
  /** @override @param {Parameters<Sequencer['sort']>[0]} tests */
  async sort(tests) {
    return slowFirst(await super.sort(tests));
  }
}

module.exports = Object.assign(SlowFirst, { SLOW, slowFirst });

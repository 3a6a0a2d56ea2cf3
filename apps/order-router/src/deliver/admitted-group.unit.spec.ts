import type { ConnectionHealth } from '../health/connection-health.js';
import { KillPoints } from '../kill-points.js';
import { aDeliverable, aDestination } from '../testing/answers.js';
import { aConnection } from '../testing/orders.js';
import { AdmittedGroup } from './admitted-group.js';
import { Deliverer } from './deliverer.js';
import type { ResultWriter } from './result-writer.js';

const CONNECTION = aConnection('con_1');
const deliverable = aDeliverable();

function aDeliverer() {
  const told: string[] = [];
  const deliverer = new Deliverer({
    writer: { add: () => {} } as unknown as ResultWriter,
    health: { usable: () => {} } as unknown as ConnectionHealth,
    destinationOf: () => aDestination({}),
    killPoints: new KillPoints(null),
    now: () => 0,
    leaseMs: 10_000,
    crowded: (connectionId) => void told.push(`crowded ${connectionId}`),
    roomy: () => {},
    recovered: () => {},
  });
  return { deliverer, told };
}

/** Admits so many orders of one group, and says how many are to be sent. */
const admitted = (deliverer: Deliverer, count: number, group = new AdmittedGroup()) =>
  Array.from({ length: count }, () => deliverer.admit(CONNECTION, deliverable, group)).filter(
    ({ state }) => state === 'delivering',
  ).length;

it('keeps a place for each until the group is released', () => {
  const { deliverer } = aDeliverer();
  const group = new AdmittedGroup();
  expect(admitted(deliverer, 100, group)).toBe(64);
  expect(deliverer.admit(CONNECTION, deliverable, group)).toEqual({
    state: 'parked',
    dueInMs: 0,
    reason: 'waiting for its turn',
    testMode: false,
  });
  deliverer.release(group);
  expect(admitted(deliverer, 100)).toBe(64);
});

it('keeps the places of one group when another is released, even twice', () => {
  const { deliverer } = aDeliverer();
  const other = new AdmittedGroup();
  expect(admitted(deliverer, 40)).toBe(40);
  expect(admitted(deliverer, 10, other)).toBe(10);
  deliverer.release(other);
  deliverer.release(other);
  expect(admitted(deliverer, 100)).toBe(24);
});

it('gives nothing of a new lane back for a group of the one before', () => {
  const { deliverer } = aDeliverer();
  const before = new AdmittedGroup();
  admitted(deliverer, 64, before);
  const changed = aConnection('con_1', {}, { version: 2 });
  const group = new AdmittedGroup();
  const admit = () => deliverer.admit(changed, deliverable, group).state;
  expect(Array.from({ length: 64 }, admit)).not.toContain('parked');
  deliverer.release(before);
  expect(admit()).toBe('parked');
});

it('tells once of a connection whose lane is full, when its group is in the ledger', () => {
  const { deliverer, told } = aDeliverer();
  const group = new AdmittedGroup();
  admitted(deliverer, 64, group);
  deliverer.release(group);
  expect(told).not.toContain('crowded con_1');
  admitted(deliverer, 100, group);
  expect(told).not.toContain('crowded con_1');
  deliverer.release(group);
  deliverer.release(group);
  expect(told.filter((one) => one === 'crowded con_1')).toHaveLength(1);
});

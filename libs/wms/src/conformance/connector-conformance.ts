import { capabilities } from './capabilities.js';
import { deliveries, requests } from './deliveries.js';
import { doubts } from './doubts.js';
import { failures } from './failures.js';
import { records } from './records.js';
import type { Subject } from './stage.js';

/** What every connector must hold to, against a destination with faults. Call it in a spec file. */
export function connectorConformance(subject: Subject): void {
  describe('deliveries', () => deliveries(subject));
  describe('requests', () => requests(subject));
  describe('failures', () => failures(subject));
  describe('doubts', () => doubts(subject));
  describe('records', () => records(subject));
  describe('capabilities', () => capabilities(subject));
}

import { capabilities } from './capabilities.js';
import { deliveries, requests } from './deliveries.js';
import { doubts } from './doubts.js';
import { failures } from './failures.js';
import { productReading } from './product-reading.js';
import { readings } from './readings.js';
import { records } from './records.js';
import type { Subject } from './stage.js';
import { stockReading } from './stock-reading.js';

/** What a connector must hold to, besides, that reads stock and products. */
export function readingConformance(subject: Subject): void {
  describe('stock', () => stockReading(subject));
  describe('products', () => productReading(subject));
  describe('readings', () => readings(subject));
}

/** What every connector must hold to, against a destination with faults. Call it in a spec file. */
export function connectorConformance(subject: Subject): void {
  describe('deliveries', () => deliveries(subject));
  describe('requests', () => requests(subject));
  describe('failures', () => failures(subject));
  describe('doubts', () => doubts(subject));
  describe('records', () => records(subject));
  describe('capabilities', () => capabilities(subject));
}

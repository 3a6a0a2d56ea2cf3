import type { EventContract, Topic } from '@joor-bridge/contracts';
import type { Kafka, Producer } from 'kafkajs';
import type { OutboundRecord } from '../record.js';
import { GlobalTable, type Supersedes } from '../tables/global-table.js';
import type { Cluster } from './cluster.js';
import { GroupCommit } from './group-commit.js';
import { openKafka } from './kafka-client.js';
import type { Log } from './log.js';
import { noteChoice, sendSurely } from './sure-send.js';
import { toWire, type WireRecord } from './wire-record.js';

export interface BusOptions {
  readonly brokers: readonly string[];
  /** Put before every topic and group name, so that one cluster can hold several installations. */
  readonly prefix: string;
  /** The service's name: `ce_source` of what it publishes. */
  readonly clientId: string;
  readonly log: Log;
}

/** The bus was closed: a publish now would connect again, and nobody would end that connection. */
export class BusClosed extends Error {
  override readonly name = 'BusClosed';
  constructor(clientId: string) {
    super(`The bus of ${clientId} is closed and publishes nothing any more.`);
  }
}

/** One installation's topics on one cluster. Connects when first used. */
export class Bus implements Cluster {
  readonly log: Log;
  readonly clientId: string;
  readonly brokers: readonly string[];
  /** The client underneath; for this library's own rooms. */
  readonly kafka: Kafka;
  private readonly prefix: string;
  private readonly producer: Producer;
  private readonly outbox: GroupCommit;
  private readonly tables: { close(): Promise<void> }[] = [];
  private connecting: Promise<void> | undefined;
  private closed = false;

  constructor({ brokers, prefix, clientId, log }: BusOptions) {
    this.log = log;
    this.clientId = clientId;
    this.brokers = brokers;
    this.prefix = prefix;
    this.kafka = openKafka(brokers, clientId, log);
    this.producer = this.kafka.producer({
      createPartitioner: noteChoice,
      allowAutoTopicCreation: false,
    });
    this.outbox = new GroupCommit(async (topicMessages) => {
      await this.connect();
      await sendSurely(this.producer, topicMessages);
    });
  }

  /** The name on the cluster of a topic or a group of this installation. */
  nameOf(topicOrGroup: string): string {
    return this.prefix + topicOrGroup;
  }

  /**
   * Puts records on a topic and resolves when all in-sync replicas have them (acks=all).
   * Records of one key keep the order of the calls. Calls at the same time share requests.
   * @throws BusClosed after `close()`; Malformed for an event that is too large; the client's error when the cluster cannot take them, and
   * then some of them may be there all the same: publish again, consumers drop what they know.
   */
  async publish(topic: Topic, records: readonly OutboundRecord[]): Promise<void> {
    if (records.length === 0) return;
    this.mustBeOpen();
    await this.outbox.add(this.nameOf(topic.name), toWire(records, this.clientId));
  }

  /** Puts records on a topic exactly as they are. For dead letters and their return. */
  async publishAsIs(topicName: string, records: readonly WireRecord[]): Promise<void> {
    if (records.length === 0) return;
    this.mustBeOpen();
    await this.outbox.add(this.nameOf(topicName), records);
  }

  /**
   * A compacted topic in memory, whole and live; begins with `ready()`, ends with the bus. Without a rule of what
   * supersedes what, the last record of a key is believed.
   */
  globalTable<E>(topic: Topic, contract: EventContract<E>, supersedes?: Supersedes<E>): GlobalTable<E> {
    const table = new GlobalTable(this, topic, contract, supersedes);
    this.tables.push(table);
    return table;
  }

  /** Takes nothing more, ends its tables and disconnects. What was published before has its answer by then. */
  async close(): Promise<void> {
    this.closed = true;
    await this.outbox.idle();
    await Promise.all(this.tables.map((table) => table.close()));
    if (!this.connecting) return;
    await this.connecting.catch(() => undefined);
    await this.producer.disconnect();
    this.connecting = undefined;
  }

  private mustBeOpen(): void {
    if (this.closed) throw new BusClosed(this.clientId);
  }

  private connect(): Promise<void> {
    this.connecting ??= this.producer.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }
}

export const createBus = (options: BusOptions): Bus => new Bus(options);

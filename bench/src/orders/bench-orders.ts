import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { topics } from '@joor-bridge/contracts';
import { createBus, provisionTopics, SILENT } from '@joor-bridge/messaging';
import { KeyRing } from '@joor-bridge/service-kit';
import { eventually, freshDatabase, freshPrefix } from '@joor-bridge/testing';
import { resolveKafka, resolvePostgres } from '@joor-bridge/testing/infrastructure';
import { type Child, startChild } from '../stage/child.js';
import { cpuMsOf, cpuMsOfTree, peakRssMbOf } from '../stage/process-usage.js';
import { percentile } from './percentile.js';
import { connectionRecords, isWanted, orderRecord, orderRecords } from './workload.js';

/**
 * Orders through one order-router: real Kafka and PostgreSQL with fsync on, a WMS on loopback that takes 5 ms.
 * First a backlog is drained (orders/s, CPU), then orders come at a steady 100 a second (latency from produce to
 * arrival at the WMS). The last line is one JSON object.
 */
const ORDERS = Number(process.env.BENCH_ORDERS ?? 20_000);
const CONNECTIONS = 20;
const WMS_MS = Number(process.env.BENCH_WMS_MS ?? 5);
const STEADY_PER_SECOND = 100;
const STEADY_SECONDS = Number(process.env.BENCH_STEADY_SECONDS ?? 20);
/** The figures are those of steady work: before it, a fifth of the CPU goes into compiling the router's and the broker's code. */
const WARM_UP_ORDERS = 20_000;

const say = (line: string) => process.stdout.write(`${line}\n`);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const logs = mkdtempSync(join(tmpdir(), 'joor-bridge-bench-'));

const postgres = await resolvePostgres({ say, durable: true });
const postgresPid = postgres.pid ?? (await refuse());
const kafka = await resolveKafka({ say, durable: true });
const database = await freshDatabase(postgres.url);
const prefix = freshPrefix();
const kek = randomBytes(32).toString('base64');
const bus = createBus({ brokers: kafka.brokers, prefix, clientId: 'bench', log: SILENT });
const children: Child[] = [];

try {
  await provisionTopics(bus);
  const sink = startChild(here('./wms-sink.js'), { args: [String(WMS_MS)], logFile: join(logs, 'sink.log') });
  children.push(sink);
  const sinkUrl = `http://127.0.0.1:${(await sink.line(/^listening/)).split(' ')[1]}`;
  await bus.publish(topics.connections, connectionRecords(CONNECTIONS, sinkUrl, KeyRing.parse(kek)));
  const report = async () => (await fetch(`${sinkUrl}/report`)).json() as Promise<SinkReport>;
  const produce = async (from: number, to: number) => {
    for (let at = from; at < to; at += 500) {
      await bus.publish(topics.orders, orderRecords(at, Math.min(at + 500, to), CONNECTIONS));
    }
  };
  const wantedIn = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => from + at).filter(isWanted).length;
  const delivered = (count: number) =>
    eventually(async () => (await report()).effects >= count, { timeoutMs: 120_000 });

  await produce(0, WARM_UP_ORDERS + ORDERS);
  const router = startRouter();
  const warm = wantedIn(0, WARM_UP_ORDERS);
  const total = wantedIn(0, WARM_UP_ORDERS + ORDERS);
  await delivered(warm);
  const before = { ...usage(router), effects: (await report()).effects, at: Date.now() };
  say(`warm: ${before.effects} orders are through; the rest of the backlog is being measured`);
  await delivered(total);
  const drained = await report();
  const wanted = total - before.effects;
  const seconds = (drained.lastAt - before.at) / 1000;
  await quiet(router);
  const after = usage(router);
  const cpu = (after.router - before.router) / wanted;
  const pgCpu = (after.postgres - before.postgres) / wanted;
  say(`${wanted} orders in ${seconds.toFixed(2)} s; now ${STEADY_PER_SECOND}/s for ${STEADY_SECONDS} s`);

  await fetch(`${sinkUrl}/arrivals`);
  const latencies = await steady(WARM_UP_ORDERS + ORDERS);
  const final = await report();
  if (final.duplicates > 0) throw new Error(`${final.duplicates} duplicate effects`);
  say(
    JSON.stringify({
      orders_per_s: Math.round(wanted / seconds),
      cpu_ms_per_order: round(cpu),
      pg_cpu_ms_per_order: round(pgCpu),
      p50_ms: round(percentile(latencies, 0.5)),
      p99_ms: round(percentile(latencies, 0.99)),
      peak_rss_mb: Math.round(peakRssMbOf(router.pid)),
    }),
  );

  function startRouter(): Child {
    const router = startChild(here('../../../apps/order-router/dist/main.js'), {
      logFile: join(logs, 'router.log'),
      nodeFlags: process.env.BENCH_ROUTER_FLAGS?.split(' ') ?? [],
      env: {
        DATABASE_URL: database.url,
        KAFKA_BROKERS: kafka.brokers.join(','),
        KAFKA_PREFIX: prefix,
        BRIDGE_KEK: kek,
        HOST: '127.0.0.1',
        OUTBOUND_ALLOW: '127.0.0.0/8',
        LOG_FORMAT: 'json',
        LOG_LEVEL: 'warn',
      },
    });
    children.push(router);
    return router;
  }

  function usage(router: Child) {
    return { router: cpuMsOf(router.pid), postgres: cpuMsOfTree(postgresPid) };
  }

  /** The work of the last orders goes on after they have arrived: results, outcomes, offsets. */
  async function quiet(router: Child): Promise<void> {
    let last = usage(router);
    await eventually(
      () => {
        const now = usage(router);
        const busyMs = now.router + now.postgres - last.router - last.postgres;
        last = now;
        return busyMs <= 20;
      },
      { timeoutMs: 10_000, everyMs: 200 },
    );
  }

  async function steady(from: number): Promise<number[]> {
    const producedAt = new Map<string, number>();
    const sends: Promise<void>[] = [];
    const began = performance.now();
    for (let sent = 0; sent < STEADY_PER_SECOND * STEADY_SECONDS; sent += 1) {
      const dueIn = began + (sent * 1000) / STEADY_PER_SECOND - performance.now();
      if (dueIn > 0) await new Promise((resolve) => setTimeout(resolve, dueIn));
      const record = orderRecord(from + sent, CONNECTIONS);
      producedAt.set(record.key, performance.timeOrigin + performance.now());
      sends.push(bus.publish(topics.orders, [record]));
    }
    await Promise.all(sends);
    await delivered(total + wantedIn(from, from + STEADY_PER_SECOND * STEADY_SECONDS));
    const arrivals = (await (await fetch(`${sinkUrl}/arrivals`)).json()) as Record<string, number>;
    return Object.entries(arrivals).map(([id, at]) => at - (producedAt.get(id) ?? Number.NaN));
  }
} finally {
  for (const child of children.reverse()) await child.stop();
  await bus.close();
  await database.drop();
  await postgres.stop();
  await kafka.stop();
}

/** Neither a given server nor a container shows its process. */
async function refuse(): Promise<never> {
  await postgres.stop();
  say("bench:orders measures PostgreSQL's CPU, so it needs one of its own: set JOOR_BRIDGE_INFRA=embedded.");
  process.exit(1);
}

interface SinkReport {
  effects: number;
  duplicates: number;
  requests: number;
  firstAt: number;
  lastAt: number;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Disturbance, Late, Silence } from '../faults/fault.js';
import type { FaultSet } from '../faults/fault-set.js';
import type { RequestBook } from '../requests/request-book.js';
import { type Answer, type Call, json } from './exchange.js';
import { readBody } from './read-body.js';
import { transmit } from './transmit.js';

/** The part of a server that a path belongs to: its faults, its count, its behaviour. */
export interface Target {
  readonly name: string;
  readonly faults: FaultSet;
  /** Groups paths for the request count: ids out of the path. */
  route(call: Call): string;
  handle(call: Call): Answer | Promise<Answer>;
  /**
   * Lets a call in now: looks who asks and takes what it costs. What it returns does the work, perhaps later.
   * Left out, both happen in `handle`.
   */
  admit?(call: Call): () => Answer;
}

export interface ServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly requests: RequestBook;
  /** Faults that close the listener; none for a server without faults. */
  readonly faults?: FaultSet;
  targetOf(path: string): Target | Answer;
}

/** A plain HTTP server that hands each request to its target and lets that target's faults befall it. */
export class SimulatedServer {
  private readonly server: Server;
  private port: number;
  private down = false;
  private switching = Promise.resolve();

  private constructor(private readonly options: ServerOptions) {
    this.port = options.port;
    this.server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
      this.serve(request, response).catch((error: unknown) => this.fail(response, error));
    });
    options.faults?.onChange(() => this.follow());
  }

  /** @throws when the port is taken (EADDRINUSE). */
  static async open(options: ServerOptions): Promise<SimulatedServer> {
    const opened = new SimulatedServer(options);
    await opened.listen();
    return opened;
  }

  get url(): string {
    return `http://${this.options.host}:${this.port}`;
  }

  /**
   * Resolves when a refused-connections fault that was just set or removed has taken effect.
   * @throws when somebody else has taken the port meanwhile (EADDRINUSE); the next change tries again
   */
  settled(): Promise<void> {
    return this.switching;
  }

  async close(): Promise<void> {
    await this.switching.catch(() => undefined);
    if (!this.down) await this.unlisten();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await this.read(request);
    const target = this.options.targetOf(call.path);
    if (!('faults' in target)) return transmit(response, { answer: target });
    const disturbance = target.faults.disturb(call);
    if (!disturbance) {
      const answer = await target.handle(call);
      this.options.requests.count(target.name, target.route(call), answer.status, answer.account);
      return transmit(response, { answer });
    }
    return this.disturbed(target, call, response, disturbance);
  }

  private async disturbed(target: Target, call: Call, response: ServerResponse, disturbance: Disturbance) {
    const { delayMs, instead, late, afterwards } = disturbance;
    if (late && !instead) return this.workLate(target, call, response, late);
    const work = instead ? () => instead : (target.admit?.(call) ?? (() => target.handle(call)));
    if (delayMs) await wait(delayMs, undefined, { ref: false });
    const answer = await work();
    const silence = typeof answer === 'string' ? answer : typeof afterwards === 'string' ? afterwards : null;
    const account = typeof answer === 'string' ? undefined : answer.account;
    const outcome = silence ?? (answer as Answer).status;
    this.options.requests.count(target.name, target.route(call), outcome, account);
    if (silence) return this.fallSilent(response, silence);
    const spoil = typeof afterwards === 'function' && !instead ? afterwards : (a: Answer) => ({ answer: a });
    return transmit(response, spoil(answer as Answer));
  }

  /** The client hears nothing more; the effect comes when it has long given up. */
  private async workLate(target: Target, call: Call, response: ServerResponse, late: Late): Promise<void> {
    const work = target.admit?.(call) ?? (() => target.handle(call));
    this.options.requests.count(target.name, target.route(call), late.how, undefined);
    this.fallSilent(response, late.how);
    await wait(late.ms, undefined, { ref: false });
    await work();
  }

  private async read(request: IncomingMessage): Promise<Call> {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const method = request.method ?? 'GET';
    return {
      method,
      path: mark < 0 ? url : url.slice(0, mark),
      query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
      headers: request.headers,
      body: method === 'GET' ? '' : await readBody(request),
    };
  }

  private fallSilent(response: ServerResponse, silence: Silence): void {
    if (silence === 'reset') response.socket?.resetAndDestroy();
  }

  private fail(response: ServerResponse, error: unknown): void {
    if (response.headersSent || response.destroyed) return void response.destroy();
    void transmit(response, {
      answer: json(500, { message: `the sandbox itself failed: ${String(error)}` }),
    });
  }

  private follow(): void {
    const before = this.switching.catch(() => undefined);
    this.switching = before.then(async () => {
      const refuse = this.options.faults?.refusesConnections() ?? false;
      if (refuse === this.down) return;
      await (refuse ? this.unlisten() : this.listen());
      this.down = refuse;
    });
    // It is told to whoever asks by `settled`; where nobody does, the server just stays away.
    this.switching.catch(() => undefined);
  }

  private listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.port, this.options.host, () => {
        this.server.off('error', reject);
        const address = this.server.address();
        if (typeof address === 'object' && address) this.port = address.port;
        resolve();
      });
    });
  }

  private unlisten(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}

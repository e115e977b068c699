import type { Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';

/** Longer than any request but a download takes; short enough for whoever waits for this process to end. */
const LONGEST_MS = 20_000;
const LOOK_EVERY_MS = 25;

/**
 * Whoever asked before the process was to end hears the answer, and the stores stay open for that long. Open connections
 * without a request are cut; event streams have ended by then (`StreamPlaces`).
 */
export class LastAnswers implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #underWay = new Set<ServerResponse>();

  constructor(
    private readonly host: Pick<HttpAdapterHost, 'httpAdapter'>,
    private readonly longestMs = LONGEST_MS,
  ) {}

  onApplicationBootstrap(): void {
    this.#server().on('request', (_, response: ServerResponse) => {
      this.#underWay.add(response);
      response.on('close', () => this.#underWay.delete(response));
    });
  }

  /** Nobody new comes in, and nobody asks again on the connection of a last answer. */
  onModuleDestroy(): void {
    this.#server().close();
    for (const response of this.#underWay) if (!response.headersSent) response.setHeader('Connection', 'close');
  }

  async beforeApplicationShutdown(): Promise<void> {
    const lateAt = performance.now() + this.longestMs;
    while (this.#underWay.size > 0 && performance.now() < lateAt) await sleep(LOOK_EVERY_MS);
    this.#server().closeAllConnections();
  }

  #server(): Server {
    return this.host.httpAdapter.getHttpServer() as Server;
  }
}

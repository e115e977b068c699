import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Mishap, MishapKind } from './mishap.js';

/** How long a black hole holds a connection open. Longer than anybody waits. */
const FORGET_MS = 60_000;
const DYING_MS = 3_000;

export interface ProxyPlan {
  /** Port to which a new connection goes; undefined: nobody is there, and it is refused. */
  target(): number | undefined;
  /** What happens to this piece of a request. */
  mishap?(piece: Buffer): Mishap | undefined;
}

/** Stands between two of our processes and lets TCP go wrong. `struck` counts what it did. */
export class FaultProxy {
  readonly struck: Partial<Record<MishapKind, number>> = {};
  isCalm = true;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly plan: ProxyPlan) {
    this.#server = createServer((client) => this.#join(client));
  }

  static async open(plan: ProxyPlan, port = 0): Promise<FaultProxy> {
    const proxy = new FaultProxy(plan);
    proxy.#server.listen(port, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy does not listen');
    return address.port;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(client: Socket): void {
    const port = this.plan.target();
    if (port === undefined) return void client.resetAndDestroy();
    const server = connect(port, '127.0.0.1');
    const passage: Passage = { client, server, isSwallowing: false, isDying: false };
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      // Either end may vanish at any moment; what matters is that the other hears of it.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (piece) => this.#ask(passage, piece as Buffer));
    server.on('data', (piece) => answer(passage, piece as Buffer));
  }

  #ask(passage: Passage, piece: Buffer): void {
    const { client, server } = passage;
    if (passage.isDying) return;
    const mishap = this.isCalm ? undefined : this.plan.mishap?.(piece);
    if (mishap === undefined) return void server.write(piece);
    this.struck[mishap.kind] = (this.struck[mishap.kind] ?? 0) + 1;
    switch (mishap.kind) {
      case 'latency':
        client.pause();
        setTimeout(() => {
          server.write(piece);
          client.resume();
        }, mishap.ms);
        return;
      case 'reset_before':
        return hangUp(passage);
      case 'reset_after':
        passage.bytesLeft = mishap.bytes;
        return void server.write(piece);
      case 'black_hole':
        passage.isSwallowing = true;
        setTimeout(() => hangUp(passage), FORGET_MS).unref();
        return void server.write(piece);
      case 'slow_close':
        passage.willDie = true;
        return void server.write(piece);
      default:
        return mishap satisfies never;
    }
  }
}

interface Passage {
  readonly client: Socket;
  readonly server: Socket;
  isSwallowing: boolean;
  isDying: boolean;
  willDie?: boolean;
  bytesLeft?: number;
}

function answer(passage: Passage, piece: Buffer): void {
  const { client, bytesLeft } = passage;
  if (passage.isSwallowing) return;
  if (bytesLeft === undefined) {
    client.write(piece);
    if (passage.willDie !== true || passage.isDying) return;
    // A moment for the rest of the answer.
    setTimeout(() => (passage.isDying = true), 100).unref();
    setTimeout(() => hangUp(passage), DYING_MS).unref();
    return;
  }
  client.write(piece.subarray(0, bytesLeft));
  passage.bytesLeft = Math.max(0, bytesLeft - piece.length);
  if (passage.bytesLeft > 0) return;
  // What was written leaves first; then the reset follows it.
  setTimeout(() => hangUp(passage), 5).unref();
}

function hangUp({ client, server }: Passage): void {
  client.resetAndDestroy();
  server.destroy();
}

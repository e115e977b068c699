import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';

export type Role = 'web' | 'worker';
type State = 'down' | 'starting' | 'up' | 'frozen';

export interface Launch {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Writable | undefined;
  /** How far its clock is ahead when it starts. */
  aheadMs(): number;
  /** It ended though nobody killed it and the database was there. */
  onCrash(name: string, lastWords: string): void;
}

const RESTART_MS = 300;

/** One process of the product under a supervisor that starts it again whenever it ends. */
export class Member {
  state: State = 'down';
  restarts = 0;
  #child: ChildProcess | undefined;
  #isKilled = false;
  #isOver = false;
  #lastWords = '';

  constructor(
    readonly name: string,
    readonly role: Role,
    readonly port: number,
    private readonly launch: Launch,
  ) {}

  /** Resolves when it is ready; keeps trying until it is. */
  async start(): Promise<void> {
    while (!this.#isOver && this.state !== 'up') {
      this.state = 'starting';
      const child = this.#fork();
      const isReady = await Promise.race([
        new Promise<boolean>((resolve) => child.on('message', () => resolve(true))),
        once(child, 'exit').then(() => false),
      ]);
      this.launch.log?.write(`${new Date().toISOString()} ${this.name} ${isReady ? 'is up' : 'did not start'}\n`);
      if (isReady && child.exitCode === null && child.signalCode === null) {
        this.state = 'up';
        void once(child, 'exit').then(() => this.#ended());
      } else await pause(RESTART_MS);
    }
  }

  kill(): void {
    this.#isKilled = true;
    this.state = 'down';
    this.#child?.kill('SIGKILL');
  }

  freeze(): void {
    this.state = 'frozen';
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    if (this.state === 'frozen') this.state = 'up';
    this.#child?.kill('SIGCONT');
  }

  moveClock(aheadMs: number): void {
    if (this.state === 'up') this.#child?.send({ aheadMs });
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  #fork(): ChildProcess {
    this.#isKilled = false;
    const { environment, log, aheadMs } = this.launch;
    const child = fork('dist/apps/api/main.js', {
      env: {
        ...environment,
        PORT: String(this.port),
        BRIDGE_ROLE: this.role,
        CHAOS_AHEAD_MS: String(aheadMs()),
      },
      execArgv: ['--enable-source-maps', '--import', new URL('./fleet/movable-clock.js', import.meta.url).href],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (words: Buffer) => {
        this.#lastWords = (this.#lastWords + words.toString()).slice(-2_000);
        log?.write(`${new Date().toISOString()} ${this.name}: ${words.toString()}`);
      });
    this.#child = child;
    return child;
  }

  #ended(): void {
    if (this.#isOver) return;
    if (!this.#isKilled) this.launch.onCrash(this.name, this.#lastWords);
    this.state = 'down';
    this.restarts += 1;
    void pause(RESTART_MS).then(() => this.start());
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import {
  Module,
  type DynamicModule,
  type INestApplication,
  type LoggerService,
  type Provider,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { HttpModule } from '../http.module.js';
import { createConformance } from './conformance.js';
import { createTestWorld, type TestWorld, type WorldOptions } from './test-world.js';

@Module({})
class WorldModule {
  static of(providers: Provider[]): DynamicModule {
    return { module: WorldModule, global: true, providers, exports: providers };
  }
}

@Module({})
class TestModule {}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // A test looks into whatever came back.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly text: string;
}

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestBed extends TestWorld {
  readonly app: INestApplication;
  readonly url: string;
  /** What was logged as an error: defects, with their stacks. */
  readonly logged: readonly string[];
  call(method: string, path: string, sent?: Sent): Promise<Answer>;
  close(): Promise<void>;
}

export interface TestBedOptions extends WorldOptions {
  /** Beside those of the product. */
  readonly controllers?: Type[];
}

/** The API on a free port over a world in memory. */
export async function startTestBed(options: TestBedOptions = {}): Promise<TestBed> {
  const world = createTestWorld(options);
  return { ...world, ...(await serve(world.providers, options.controllers ?? [])) };
}

async function serve(providers: Provider[], controllers: Type[]) {
  const root = { module: TestModule, imports: [WorldModule.of(providers), HttpModule], controllers };
  const logged: string[] = [];
  const app = await NestFactory.create<NestExpressApplication>(root, { logger: listen(logged), rawBody: true });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return { app, url, logged, call: createCall(app, url, logged), close: () => app.close() };
}

/** Calls the API, and throws when an answer differs from the OpenAPI document or is a defect. */
export function createCall(app: INestApplication, url: string, logged: readonly string[]) {
  const conforms = createConformance(app);
  return async (method: string, path: string, { body, headers }: Sent = {}): Promise<Answer> => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const answer = { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : text };
    if (answer.status === 500) throw new Error(`${method} ${path}: ${logged.at(-1) ?? text}`);
    conforms(method, path, { status: answer.status, text, type: typeOf(response) });
    return answer;
  };
}

function typeOf(response: Response): string {
  return response.headers.get('content-type')?.split(';')[0] ?? '';
}

function listen(logged: string[]): LoggerService {
  const silent = () => undefined;
  return { log: silent, warn: silent, error: (message: unknown) => void logged.push(String(message)) };
}

import { startProductiveSimulator } from '../index.js';
import type { ProductiveSimulator, SimulatorOptions } from '../index.js';
import type { JsonObject } from '../world/json.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; an empty object when there is none. */
  readonly body: Document;
}

interface Document {
  data: Item & Item[];
  included: Item[];
  links: Record<string, string>;
  meta: Record<string, number>;
  errors: { status: string; code: string; title: string; detail: string; meta: object; source: { pointer?: string } }[];
}

interface Item {
  id: string;
  type: string;
  attributes: Record<string, string | number | boolean | null | JsonObject>;
  relationships: Record<string, { data?: { id: string; type: string } | null; meta?: { included: boolean } }>;
}

/** A plain client of one simulator, as Brightwell's admin unless told otherwise. */
export class Client {
  constructor(
    readonly productive: ProductiveSimulator,
    private readonly token = 'sandbox-brightwell-admin',
    private readonly organizationId = '1001',
  ) {}

  as(token: string, organizationId = this.organizationId): Client {
    return new Client(this.productive, token, organizationId);
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.productive.url}${path}`, {
      method,
      headers: {
        'content-type': 'application/vnd.api+json',
        'x-auth-token': this.token,
        'x-organization-id': this.organizationId,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as Document,
    };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  create(type: string, attributes: JsonObject): Promise<Answer> {
    return this.send('POST', `/${type}`, { data: { type, attributes } });
  }

  change(type: string, id: string, attributes: JsonObject): Promise<Answer> {
    return this.send('PATCH', `/${type}/${id}`, { data: { type, id, attributes } });
  }
}

/** A simulator of its own for each test file, stopped when the file is done. */
export function useSimulator(options: SimulatorOptions = {}): () => Client {
  let client: Client | undefined;
  beforeAll(async () => {
    client = new Client(await startProductiveSimulator(options));
  });
  afterAll(() => client?.productive.close());
  return () => {
    if (client === undefined) throw new Error('the simulator is not started');
    return client;
  };
}

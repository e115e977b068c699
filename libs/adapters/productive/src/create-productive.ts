import type {
  Clock,
  SourceDocuments,
  SourceIdentity,
  SourceMarks,
  SourcePayments,
  SourcePlaces,
  SourceReference,
  SourceBudget,
  SourceTokens,
} from '@bridge/application';
import { createHttpClient, type HttpLogEntry } from '@bridge/http';
import { createProductiveClient } from './client/productive-client.js';
import { createWebLinks } from './mappers/web-links.js';
import { ProductiveDocuments } from './productive-documents.js';
import { ProductiveIdentity } from './productive-identity.js';
import { ProductiveMarks } from './productive-marks.js';
import { ProductivePayments } from './productive-payments.js';
import { ProductiveReference } from './productive-reference.js';
import { ProductiveHooks } from './webhooks/productive-hooks.js';

/** Xero takes files up to 10 MB; what is larger is refused before it is fetched. */
const LARGEST_FILE_BYTES = 25_000_000;

/** Files lie at files.productive.io. Whoever can write a file's URL must not make us call other machines. */
const FILE_HOSTS = '.productive.io';

export interface ProductiveOptions {
  /** `https://api.productive.io/api/v2` */
  readonly apiUrl: string;
  /** `https://app.productive.io`: where links to documents lead. Must stay the same for ever, see `WebLinks`. */
  readonly webUrl: string;
  readonly tokens: SourceTokens;
  readonly budget: SourceBudget;
  readonly clock: Clock;
  /** One entry per call, without tokens, bodies and query values. */
  readonly log?: (entry: HttpLogEntry) => void;
}

export interface Productive {
  readonly identity: SourceIdentity;
  readonly documents: SourceDocuments;
  readonly reference: SourceReference;
  readonly marks: SourceMarks;
  readonly payments: SourcePayments;
  readonly hooks: ProductiveHooks;
  /** Which document a link leads to. */
  readonly places: SourcePlaces;
}

/** Productive behind the source ports. All of them share one set of call limits, so make one per process. */
export function createProductive(options: ProductiveOptions): Productive {
  const { log } = options;
  const client = createProductiveClient(options);
  const links = createWebLinks(options.webUrl);
  const files = createHttpClient({
    timeoutMs: 60_000,
    maxResponseBytes: LARGEST_FILE_BYTES,
    allowedHosts: [new URL(options.apiUrl).host, FILE_HOSTS],
    ...(log && { log }),
  });
  return {
    identity: new ProductiveIdentity(client),
    documents: new ProductiveDocuments(client, links, files),
    reference: new ProductiveReference(client),
    marks: new ProductiveMarks(client),
    payments: new ProductivePayments(client),
    hooks: new ProductiveHooks(client),
    places: (tenantId, url) => links.read(tenantId, url),
  };
}

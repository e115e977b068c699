import { createRequire } from 'node:module';
import type * as OpenIdClient from 'openid-client';
import type { AxiosError, AxiosResponse, AxiosStatic } from 'axios';
import { sentState } from '@bridge/http';

/**
 * The SDK calls the default export of its own copy of axios and takes no options but headers, so everything it leaves
 * open is set on that copy. Importing axios here would give the ESM build, which is another instance.
 */
const own = createRequire(createRequire(import.meta.url).resolve('xero-node'));
const axios = own('axios') as AxiosStatic;
export const openId = own('openid-client') as typeof OpenIdClient;

const bodies = new WeakMap<object, unknown>();

axios.defaults.timeout = 60_000;
axios.defaults.maxRedirects = 0;
axios.defaults.maxContentLength = 64 * 1024 * 1024;
axios.interceptors.response.use(keepRawBody, nameTransportFailure);

/** The JSON of an answer as it came over the wire. */
export function rawBodyOf(response: object): unknown {
  return bodies.get(response);
}

/**
 * The SDK's deserialiser throws on a date that it does not understand and reports that as a network failure: one odd row
 * would hide a whole page, and a create that went well would look lost. It therefore gets nothing to deserialise.
 */
function keepRawBody(response: AxiosResponse): AxiosResponse {
  bodies.set(response, response.data);
  response.data = undefined;
  return response;
}

/** Of a failure without an answer the SDK keeps the message only: it carries what we must know. */
function nameTransportFailure(error: AxiosError): Promise<never> {
  if (!error.response) error.message = `${sentState(error)} ${error.code ?? ''}`.trim();
  return Promise.reject(error);
}

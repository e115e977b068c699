/** One member of the `errors` array, before it is rendered. */
export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly pointer?: string;
  /** What the body says instead of the transport status, where Productive is known to differ. */
  readonly bodyStatus?: string;
  readonly extra?: Readonly<Record<string, number>>;
}

/** A request that Productive would answer with an error. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problems: readonly Problem[],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problems.map(({ title, detail }) => detail ?? title).join('; '));
  }
}

export function invalid(attribute: string, detail: string, code = 'invalid_attribute'): Problem {
  return { code, title: 'Invalid Attribute', detail, pointer: `data/attributes/${attribute}` };
}

export function unprocessable(attribute: string, detail: string): Refusal {
  return new Refusal(422, [invalid(attribute, detail)]);
}

export const recordNotFound = (): Refusal =>
  new Refusal(404, [
    { code: 'record_not_found', title: 'Record Not Found', detail: 'The requested record was not found' },
  ]);

export const routeNotFound = (): Refusal =>
  new Refusal(404, [
    { code: 'route_not_found', title: 'Route Not Found', detail: 'The requested route was not found' },
  ]);

export const notAuthorized = (): Refusal =>
  new Refusal(403, [
    { code: 'access_denied', title: 'Access Denied', detail: 'You are not authorized to access this resource' },
  ]);

export const featureUnavailable = (feature: string): Refusal =>
  new Refusal(403, [
    { code: `${feature}_unavailable`, title: 'Access Denied', detail: `Feature ${feature} unavailable` },
  ]);

export function badQuery(kind: 'Filter' | 'Filter Value' | 'Group' | 'Include', name: string): Refusal {
  const code = `unsupported_${kind.toLowerCase().replace(' ', '_')}`;
  const subject = kind === 'Filter Value' ? 'Filter value' : kind;
  return new Refusal(400, [
    { code, title: `Unsupported ${kind}`, detail: `${subject} '${name}' is not supported on this endpoint` },
  ]);
}

export function renderErrors(refusal: Refusal): { errors: object[] } {
  return {
    errors: refusal.problems.map(({ code, title, detail, pointer, bodyStatus, extra }) => ({
      status: bodyStatus ?? String(refusal.status),
      code,
      title,
      ...(detail === undefined ? {} : { detail }),
      meta: {},
      source: pointer === undefined ? {} : { pointer },
      ...extra,
    })),
  };
}

import type { INestApplication } from '@nestjs/common';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { describeApi } from '../openapi/describe-api.js';
import { schemas } from '../openapi/schemas.js';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, Content>>;
}

interface Seen {
  readonly status: number;
  readonly text: string;
  readonly type: string;
}

const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ $id: 'api', components: { schemas } });

const validators = new Map<string, ValidateFunction>();

/** Holds answers against the OpenAPI document: throws when one has a field more, a field less, or a status that is not described. */
export function createConformance(app: INestApplication) {
  const routes = Object.entries(describeApi(app).paths).map(([path, item]) => ({
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    // Fixed words win over parameters, as they do in the router.
    parameters: path.split('{').length,
    item: item as Readonly<Record<string, Operation | undefined>>,
  }));
  return (method: string, address: string, seen: Seen): void => {
    const path = address.split('?')[0] ?? '';
    const [route] = routes
      .filter(({ pattern, item }) => pattern.test(path) && item[method.toLowerCase()])
      .sort((a, b) => a.parameters - b.parameters);
    const operation = route?.item[method.toLowerCase()];
    if (operation === undefined) return;
    const response =
      operation.responses[seen.status] ?? (seen.status >= 400 ? operation.responses['default'] : undefined);
    if (response === undefined) throw new Error(`${method} ${path} answered ${seen.status}, which is not described`);
    const schema = response.content?.[seen.type]?.schema;
    if (schema === undefined && seen.text === '') return;
    if (schema === undefined)
      throw new Error(`${method} ${path} answered ${seen.status} as ${seen.type}: not described`);
    const isValid = validatorOf(schema);
    if (!isValid(/json/.test(seen.type) ? JSON.parse(seen.text) : seen.text))
      throw new Error(`${method} ${path} ${seen.status}: ${ajv.errorsText(isValid.errors)} in ${seen.text}`);
  };
}

/** Compiling costs far more than checking, so each schema is compiled once. */
function validatorOf(schema: object): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/components', '"api#/components');
  const known = validators.get(text) ?? ajv.compile(JSON.parse(text) as object);
  validators.set(text, known);
  return known;
}

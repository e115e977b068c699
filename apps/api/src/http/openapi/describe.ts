import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { list, ref, text, type Schema } from './shape.js';

export interface Description {
  /** The status and the schema’s name (`Name` or `Name[]`) of the answer; a status alone has no body. */
  readonly answers: readonly [status: number, schema?: string];
  readonly body?: string;
  /** Names and schemas of the query’s parameters. Required ones end in `!`. */
  readonly query?: Readonly<Record<string, Schema>>;
  /** Answers of 400 and above that are more than a plain problem document, or worth a word. */
  readonly refuses?: Readonly<Record<number, readonly [words: string, schema?: string]>>;
  /** Server-sent events, each of them the schema of the answer. */
  readonly isStream?: boolean;
  /** The answer is a text of this type instead of JSON. */
  readonly textType?: string;
  readonly more?: string;
}

/** Lists in a query. */
const WITH_COMMAS = { style: 'form', explode: false } as const;

/** Documents a route in OpenAPI. */
export function Describe(summary: string, description: Description): MethodDecorator {
  const { body, query = {}, refuses = {}, more, answers, isStream, textType } = description;
  const [status, schema] = answers;
  const type = isStream ? 'text/event-stream' : 'application/json';
  return applyDecorators(
    ApiOperation({ summary, ...(more !== undefined && { description: more }) }),
    ...(body === undefined ? [] : [ApiBody({ schema: ref(body) })]),
    ...Object.entries(query).map(([name, parameter]) =>
      ApiQuery({
        name: name.replace('!', ''),
        required: name.endsWith('!'),
        schema: parameter as never,
        ...('type' in parameter && parameter.type === 'array' && WITH_COMMAS),
      }),
    ),
    ApiResponse({
      status,
      description: summary,
      ...(schema !== undefined && { content: { [type]: { schema: schemaOf(schema) } } }),
      ...(textType !== undefined && { content: { [textType]: { schema: text } } }),
    }),
    ...Object.entries(refuses).map(([code, [words, name = 'ProblemDocument']]) =>
      ApiResponse({ status: Number(code), description: words, content: problemContent(name) }),
    ),
    ApiResponse({ status: 'default', description: 'A problem document.', content: problemContent('ProblemDocument') }),
  ) as MethodDecorator;
}

function schemaOf(name: string): Schema {
  return name.endsWith('[]') ? list(ref(name.slice(0, -2))) : ref(name);
}

function problemContent(name: string) {
  return { 'application/problem+json': { schema: ref(name) } };
}

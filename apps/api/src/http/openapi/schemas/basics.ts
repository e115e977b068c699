import type { MoneyView, ProblemDocument, ProblemView, ProductiveError } from '@bridge/contracts';
import { list, oneOf, optional, ref, shape, text, whole, type Schema } from '../shape.js';

const cards = ['connection', 'options', 'tax_rates', 'invoices', 'expenses', 'tracking', 'payments'];

const problemFields = {
  type: text,
  title: text,
  status: whole,
  detail: optional(text),
  code: text,
  problems: list(ref('ProblemView')),
  errors: optional(list(ref('ProductiveError'))),
};

export const basicSchemas: Readonly<Record<string, Schema>> = {
  MoneyView: shape<MoneyView>(
    { amount: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$', example: '12.50' }, currency: text },
    { description: 'An amount in major units with the currency’s own decimals, as text.' },
  ),
  ProblemView: shape<ProblemView>({
    code: text,
    title: text,
    detail: text,
    whatToDo: text,
    owner: oneOf(['admin', 'author', 'bookkeeper', 'nobody']),
    path: text,
    fix: optional(shape<NonNullable<ProblemView['fix']>>({ card: oneOf(cards), key: optional(text) })),
  }),
  ProductiveError: shape<ProductiveError>(
    { status: text, code: text, title: text, detail: optional(text) },
    { description: 'The plan is too small, in the code and words of Productive’s own API.' },
  ),
  ProblemDocument: shape<ProblemDocument>(problemFields, {
    description: 'RFC 9457. Every answer of 400 and above.',
  }),
  ExportsRefusedDocument: shape<ProblemDocument & { refused: unknown }>({
    ...problemFields,
    refused: list(ref('RefusedDocument')),
  }),
};

export function pageOf(row: string): Schema {
  return {
    type: 'object',
    properties: { rows: list(ref(row)), total: whole, offset: whole, limit: whole },
    required: ['rows', 'total', 'offset', 'limit'],
    additionalProperties: false,
  };
}

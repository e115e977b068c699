import { alongWith, asObject, type Resource } from '../client/json-api.js';
import { readText } from './values.js';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a budget belongs to: its project, or its company. */
export function ofBudget(budget: Resource | undefined, name: 'project' | 'company'): Named | undefined {
  const [found] = alongWith(budget, name);
  return found && { id: found.id, name: readText(found, 'name') ?? '' };
}

/** The project of the budget that a line's service belongs to. */
export function projectOfLine(line: Resource): Named | undefined {
  const [service] = alongWith(line, 'service');
  return ofBudget(alongWith(service, 'deal')[0], 'project');
}

/** The project of an invoice's budgets, when they have one in common. */
export function commonProject(invoice: Resource): Named | undefined {
  const budgets = alongWith(invoice, 'invoice_attributions').flatMap((part) => alongWith(part, 'budget'));
  const [first, ...others] = budgets.map((budget) => ofBudget(budget, 'project'));
  return others.every((project) => project?.id === first?.id) ? first : undefined;
}

/** Values by field id, as text: numbers and lists too. A selection shows the ids of its options. */
export function customFieldsOf(resource: Resource): Readonly<Record<string, string>> {
  const entries = Object.entries(asObject(resource.attributes['custom_fields'])).flatMap(([id, value]) => {
    const text = Array.isArray(value) ? value.join(', ') : value === null ? '' : String(value);
    return text === '' ? [] : [[id, text] as const];
  });
  return Object.fromEntries(entries);
}

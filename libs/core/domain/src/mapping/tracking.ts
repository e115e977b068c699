import type { LedgerTracking } from '../documents/ledger-document.js';
import { problem, type Checked, type Problem } from '../problems/problem.js';
import type { TrackingRule, TrackingSource } from '../settings/settings.js';
import type { Chart, TrackingCategory } from './chart.js';

/** Something of the source that an option may be chosen by. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What is known of one line. Custom fields by field id, their values as ids of their options. */
export interface TrackedLine {
  readonly project?: Named | undefined;
  readonly client?: Named | undefined;
  readonly subsidiaryId: string;
  readonly serviceType?: Named | undefined;
  readonly side: 'sales' | 'purchases';
  readonly customFields: Readonly<Record<string, string>>;
}

export interface TrackingChoice {
  readonly tracking: readonly LedgerTracking[];
  readonly notices: readonly Problem[];
}

const WORDS: Readonly<Record<TrackingSource, string>> = {
  project: 'project',
  client: 'client',
  subsidiary: 'subsidiary',
  service_type: 'service type',
  custom_field: 'custom field',
};

/** The tracking options of a line, one for each rule that has one; what a rule has none for is left out or a problem, as it says. */
export function chooseTracking(
  rules: readonly TrackingRule[],
  line: TrackedLine,
  chart: Chart,
  path: string,
): Checked<TrackingChoice> {
  const tracking: LedgerTracking[] = [];
  const notices: Problem[] = [];
  const problems: Problem[] = [];
  for (const rule of rules) {
    const category = checkCategory(rule.categoryId, chart, path);
    if (!category.ok) {
      problems.push(...category.problems);
      continue;
    }
    const value = valueOf(rule, line);
    const optionId = value && rule.options[value.id];
    if (value !== undefined && optionId !== undefined) {
      const option = checkOption(category.value, optionId, path, value.id);
      if (option.ok) tracking.push({ categoryId: rule.categoryId, optionId });
      else problems.push(...option.problems);
      continue;
    }
    const name = category.value.name;
    const what = value
      ? `The ${WORDS[rule.from]} “${value.name}” has no option of ${name}`
      : `There is no ${WORDS[rule.from]}`;
    const fix = { card: 'tracking', ...(value && { key: value.id }) } as const;
    if (rule.whenUnmapped === 'refuse') problems.push(problem('tracking_not_mapped', path, `${what}.`, fix));
    else notices.push(problem('tracking_left_out', path, `${what}: copied without ${name}.`, fix));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { tracking, notices } };
}

export function checkCategory(categoryId: string, chart: Chart, path: string): Checked<TrackingCategory> {
  const category = chart.trackingCategories?.find(({ id }) => id === categoryId);
  if (category?.isActive) return { ok: true, value: category };
  const detail = category
    ? `The tracking category ${category.name} is archived in Xero.`
    : 'Xero has no such tracking category any more.';
  return { ok: false, problems: [problem('tracking_category_gone', path, detail, { card: 'tracking' })] };
}

export function checkOption(
  category: TrackingCategory,
  optionId: string,
  path: string,
  key: string,
): Checked<{ readonly name: string }> {
  const option = category.options.find(({ id }) => id === optionId);
  if (option?.isActive) return { ok: true, value: option };
  const detail = option
    ? `The option ${option.name} of ${category.name} is archived in Xero.`
    : `${category.name} has no such option in Xero any more.`;
  return { ok: false, problems: [problem('tracking_option_gone', path, detail, { card: 'tracking', key })] };
}

function valueOf(rule: TrackingRule, line: TrackedLine): Named | undefined {
  switch (rule.from) {
    case 'project':
      return line.project;
    case 'client':
      return line.client;
    case 'subsidiary':
      return { id: line.subsidiaryId, name: line.subsidiaryId };
    case 'service_type':
      return line.serviceType;
    case 'custom_field': {
      const fieldId = line.side === 'sales' ? rule.invoiceFieldId : rule.expenseFieldId;
      const value = fieldId === undefined ? undefined : line.customFields[fieldId];
      return value === undefined ? undefined : { id: value, name: value };
    }
    default:
      return rule.from satisfies never;
  }
}

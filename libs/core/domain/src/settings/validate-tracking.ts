import type { Chart } from '../mapping/chart.js';
import { checkCategory, checkOption } from '../mapping/tracking.js';
import { problem, type Problem } from '../problems/problem.js';
import { MAX_TRACKING, type Settings, type TrackingRule } from './settings.js';

/** Whether each rule names a category of its own, and options of it, that may be used in the ledger as it is now. */
export function trackingProblems({ tracking }: Settings, chart: Chart): readonly Problem[] {
  const wrong = (path: string, detail: string) => problem('setting_invalid', path, detail, { card: 'tracking' });
  const tooMany =
    tracking.length > MAX_TRACKING
      ? [wrong('tracking', `Xero takes ${MAX_TRACKING} tracking categories on a line.`)]
      : [];
  const ofRules = tracking.flatMap((rule, index) => {
    const path = `tracking.${index}`;
    const isTwice = tracking.slice(0, index).some(({ categoryId }) => categoryId === rule.categoryId);
    return [
      ...(isTwice ? [wrong(`${path}.categoryId`, 'Each tracking category is chosen once.')] : []),
      ...(isWithoutField(rule) ? [wrong(`${path}.from`, 'Choose the custom field of invoices or of expenses.')] : []),
      ...ledgerProblems(rule, path, chart),
    ];
  });
  return [...tooMany, ...ofRules];
}

function ledgerProblems(rule: TrackingRule, path: string, chart: Chart): readonly Problem[] {
  const category = checkCategory(rule.categoryId, chart, `${path}.categoryId`);
  if (!category.ok) return category.problems;
  return Object.entries(rule.options).flatMap(([id, optionId]) => {
    const option = checkOption(category.value, optionId, `${path}.options.${id}`, id);
    return option.ok ? [] : option.problems;
  });
}

function isWithoutField({ from, invoiceFieldId, expenseFieldId }: TrackingRule): boolean {
  return from === 'custom_field' && invoiceFieldId === undefined && expenseFieldId === undefined;
}

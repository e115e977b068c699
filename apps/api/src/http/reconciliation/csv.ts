/** A spreadsheet takes what begins like this for a formula, and would run what somebody wrote into a company's name. */
const FORMULA = /^[=+\-@\t\r\n]/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const QUOTED = /[",\r\n]|^\s|\s$/;

/** Tells Excel that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** One line as RFC 4180 has it. Texts that a spreadsheet would run begin with an apostrophe; amounts stay numbers. */
export function csvLine(cells: readonly (string | undefined)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(value = ''): string {
  const text = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

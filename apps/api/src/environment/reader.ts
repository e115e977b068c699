import { variables, type Variable, type VariableName } from './variables.js';

/** Reads variables one by one, collecting what is wrong. An empty variable counts as absent. */
export interface Reader {
  readonly problems: string[];
  complain(problem: string): void;
  /** The given text, or the default. */
  text(name: VariableName): string | undefined;
  required(name: VariableName, advice: string): string;
  whole(name: VariableName, least: number, most: number): number;
  /** An absolute address, without a slash at the end. */
  url(name: VariableName, protocols: readonly string[]): string | undefined;
  oneOf<T extends string>(name: VariableName, choices: readonly [T, ...T[]]): T;
}

export function createReader(env: Readonly<Record<string, string | undefined>>): Reader {
  const problems: string[] = [];
  const complain = (problem: string) => void problems.push(problem);
  const text = (name: VariableName): string | undefined => {
    const given = env[name]?.trim();
    if (given !== undefined && given !== '') return given;
    const variable: Variable | undefined = variables.find((each) => each.name === name);
    return variable?.usual;
  };
  return {
    problems,
    complain,
    text,
    required: (name, advice) => {
      const given = text(name);
      if (given === undefined) complain(`${name} is missing; ${advice}`);
      return given ?? '';
    },
    whole: (name, least, most) => {
      const given = text(name) ?? '';
      const value = /^\d{1,9}$/.test(given) ? Number(given) : NaN;
      if (value >= least && value <= most) return value;
      complain(`${name} must be a whole number from ${least} to ${most}, not “${given}”`);
      return least;
    },
    url: (name, protocols) => {
      const given = text(name);
      if (given === undefined) return undefined;
      if (URL.canParse(given) && protocols.includes(new URL(given).protocol)) return given.replace(/\/+$/, '');
      // The value may hold a password.
      complain(`${name} must be an address that begins with ${protocols.map((each) => `${each}//`).join(' or ')}`);
      return undefined;
    },
    oneOf: (name, choices) => {
      const given = text(name);
      const choice = choices.find((each) => each === given);
      if (choice !== undefined) return choice;
      complain(`${name} must be one of ${choices.join(', ')}, not “${given ?? ''}”`);
      return choices[0];
    },
  };
}

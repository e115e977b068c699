import { ValidateBy } from 'class-validator';

/** A query parameter that lists some of the given names, with commas between them. */
export function IsCommaListOf(names: readonly string[]): PropertyDecorator {
  return ValidateBy({
    name: 'isCommaListOf',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && splitList(value)?.every((name) => names.includes(name)) !== false,
      defaultMessage: (args) => `${args?.property ?? 'This'} lists some of ${names.join(', ')}, with commas between.`,
    },
  });
}

/** Undefined when nothing is named: then nothing is filtered. */
export function splitList(value: string | undefined): readonly string[] | undefined {
  const names = (value ?? '').split(',').map((name) => name.trim());
  const given = names.filter((name) => name !== '');
  return given.length === 0 ? undefined : given;
}

/** The given names among the known ones, typed. */
export function chosenOf<Name extends string>(
  value: string | undefined,
  names: readonly Name[],
): readonly Name[] | undefined {
  const given = splitList(value);
  return given && names.filter((name) => given.includes(name));
}

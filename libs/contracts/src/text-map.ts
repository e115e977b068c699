import { ValidateBy } from 'class-validator';

const LONGEST = 200;
const MOST = 2000;

/** An object whose values are short texts: ids on the left, codes on the right. */
export function IsTextMap(): PropertyDecorator {
  return ValidateBy({
    name: 'isTextMap',
    validator: {
      validate: (value: unknown) => isTextMap(value),
      defaultMessage: (args) => `${args?.property ?? 'This'} must be an object of texts, for example {"12": "200"}.`,
    },
  });
}

function isTextMap(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MOST &&
    entries.every(([key, text]) => key.length <= LONGEST && typeof text === 'string' && text.length <= LONGEST)
  );
}

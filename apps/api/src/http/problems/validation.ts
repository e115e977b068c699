import type { ProblemView } from '@bridge/contracts';
import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { HttpProblem } from './http-problem.js';

/** Takes what the contract names and nothing else; answers 400 with one problem for each field that is wrong. */
export function createValidation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalid(errors.flatMap((error) => fields(error, ''))),
  });
}

export function invalidField(path: string, message: string): ProblemView {
  return {
    code: 'invalid',
    title: 'Not understood',
    detail: message,
    whatToDo: 'Correct this field and send it again.',
    owner: 'author',
    path,
  };
}

export function invalid(problems: readonly ProblemView[]): HttpProblem {
  const detail = problems.map((problem) => problem.detail).join(' ');
  return new HttpProblem(400, 'invalid', 'The request was not understood', { detail, problems });
}

export function fields(error: ValidationError, parent: string): readonly ProblemView[] {
  const path = parent === '' ? error.property : `${parent}.${error.property}`;
  const messages = Object.values(error.constraints ?? {}).map(sentence);
  const own = messages.length > 0 ? [invalidField(path, messages.join(' '))] : [];
  return [...own, ...(error.children ?? []).flatMap((child) => fields(child, path))];
}

function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { HttpProblem } from './http-problem.js';

/** Our deepest body has six levels. Whoever walks through a body by recursion must not run out of stack. */
const DEEPEST = 32;

/** Refuses what no honest caller sends and what would break further in: zero bytes, which PostgreSQL has no place for, and endless nesting. */
@Injectable()
export class PlainValues implements PipeTransform {
  transform(value: unknown, { type }: ArgumentMetadata): unknown {
    if (type === 'custom' || isPlain(value)) return value;
    throw new HttpProblem(400, 'unreadable', 'The request could not be read', {
      detail: `Send text without zero characters, and JSON of at most ${DEEPEST} levels.`,
    });
  }
}

/** Level by level, not by recursion: the depth is the attacker’s choice. */
function isPlain(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST || level.some(hasZero)) return false;
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? [...Object.keys(each), ...(Object.values(each) as unknown[])] : [],
    );
  }
  return true;
}

function hasZero(value: unknown): boolean {
  return typeof value === 'string' && value.includes('\0');
}

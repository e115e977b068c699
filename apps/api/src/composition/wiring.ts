import type { FactoryProvider } from '@nestjs/common';

/** A class, abstract or not, under which something is provided. */
export type Token<T> = abstract new (...dependencies: never[]) => T;

/** Provides a class made from what is provided under the classes of its constructor’s parameters, which the compiler holds it to. */
export function made<T, Dependencies extends readonly unknown[]>(
  token: new (...dependencies: [...Dependencies]) => T,
  ...inject: { [Index in keyof Dependencies]: Token<Dependencies[Index]> }
): FactoryProvider<T> {
  return {
    provide: token,
    inject: [...inject],
    useFactory: (...dependencies: [...Dependencies]) => new token(...dependencies),
  };
}

/** Provides a part of something else. */
export function part<T, Whole>(token: Token<T>, whole: symbol, pick: (whole: Whole) => T): FactoryProvider<T> {
  return { provide: token, inject: [whole], useFactory: pick };
}

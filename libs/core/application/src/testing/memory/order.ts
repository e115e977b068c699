type Key = string | number | bigint;

/** Compares by the first key that differs, upwards; text by code unit, as the database's "C" collation does. */
export function by<Row>(...keys: readonly ((row: Row) => Key)[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
}

export function downwards<Row>(order: (a: Row, b: Row) => number): (a: Row, b: Row) => number {
  return (a, b) => order(b, a);
}

/** True when the first difference that is not zero is positive. */
export function newest(...differences: readonly number[]): boolean {
  return (differences.find((difference) => difference !== 0) ?? 0) > 0;
}

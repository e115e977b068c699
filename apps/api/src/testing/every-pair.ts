type Questions = Readonly<Record<string, readonly unknown[]>>;
export type Answers<Q extends Questions> = { readonly [Name in keyof Q]: Q[Name][number] };
type Answer = readonly [question: number, answer: number];

/** Few sets of answers in which every answer to one question meets every answer to each of the others. The same ones each time. */
export function everyPair<Q extends Questions>(questions: Q): readonly Answers<Q>[] {
  const names = Object.keys(questions);
  const all = names.map((name, question) => (questions[name] ?? []).map((_, answer): Answer => [question, answer]));
  const apart = new Map(pairs(all.flat()).map((pair) => [keyOf(...pair), pair]));
  const sets: Answers<Q>[] = [];
  for (;;) {
    const [first] = apart.values();
    if (first === undefined) return sets;
    const chosen: Answer[] = [...first];
    const isApart = (one: Answer, other: Answer) => apart.has(keyOf(one, other));
    // First what meets the most of those that are chosen, then what has the most left to meet at all.
    const worth = (answer: Answer) =>
      chosen.filter((met) => isApart(met, answer)).length * 1_000 +
      all.flat().filter((one) => isApart(one, answer)).length;
    for (const answers of all) {
      if (chosen.some(([question]) => question === answers[0]?.[0])) continue;
      chosen.push(answers.reduce((best, answer) => (worth(answer) > worth(best) ? answer : best)));
    }
    for (const pair of pairs(chosen)) apart.delete(keyOf(...pair));
    const named = chosen.map(([question, answer]) => [names[question], questions[names[question] ?? '']?.[answer]]);
    sets.push(Object.fromEntries(named) as Answers<Q>);
  }
}

function pairs(answers: readonly Answer[]): readonly (readonly [Answer, Answer])[] {
  return answers.flatMap((one) => answers.filter((other) => one[0] < other[0]).map((other) => [one, other] as const));
}

function keyOf(one: Answer, other: Answer): string {
  return (one[0] < other[0] ? [one, other] : [other, one]).join(' ');
}

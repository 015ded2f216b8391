type Kept<Answer> = { answer: Promise<Answer>; weight: number };

/**
 * Answers by name: asked for once, and kept while those asked for last weigh no more than `most` together. Failures are
 * not kept. @param weightOf more than 0
 */
export function answerCache<Answer>(most: number, weightOf: (answer: Answer) => number) {
  const kept = new Map<string, Kept<Answer>>();
  let held = 0;

  function weigh(one: Kept<Answer>, answer: Answer): void {
    one.weight = weightOf(answer);
    held += one.weight;
    for (const [name, { weight }] of kept) {
      if (held <= most) return;
      // What is still being asked for weighs nothing yet.
      if (weight === 0) continue;
      held -= weight;
      kept.delete(name);
    }
  }

  return {
    get(name: string, ask: () => Promise<Answer>): Promise<Answer> {
      const present = kept.get(name);
      kept.delete(name);
      const one = present ?? { answer: ask(), weight: 0 };
      kept.set(name, one);
      if (!present) {
        one.answer.then(
          (answer) => weigh(one, answer),
          () => kept.delete(name),
        );
      }
      return one.answer;
    },
  };
}

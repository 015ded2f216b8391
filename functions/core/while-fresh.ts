/**
 * The same question, asked anew only when its answer is so old, in milliseconds. Whoever asks meanwhile gets the same
 * answer; one that failed is nobody's but theirs who waited for it.
 * @param now epoch milliseconds
 */
export function whileFresh<Answer>(
  now: () => number,
  lasts: number,
  ask: () => Promise<Answer>,
): () => Promise<Answer> {
  let held: { answer: Promise<Answer>; until: number } | undefined;
  return () => {
    if (held !== undefined && now() < held.until) return held.answer;
    const asked = { answer: ask(), until: now() + lasts };
    held = asked;
    asked.answer.catch(() => {
      if (held === asked) held = undefined;
    });
    return asked.answer;
  };
}

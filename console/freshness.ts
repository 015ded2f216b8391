import type { Question } from './question.ts';
import type { Store } from './store.ts';

/** How old what is shown is. Wall-clock times in epoch milliseconds. */
export type Freshness =
  | { kind: 'waiting' }
  | { kind: 'fresh'; asOf: number }
  /** `since`: when it should have been fresh again. */
  | { kind: 'stale'; asOf: number; since: number; why?: string | undefined };

/** Two refreshes that bring nothing are no accident. */
export function freshnessOf(store: Store, questions: readonly Question<unknown>[], now: number): Freshness {
  const asked = questions.flatMap(({ path, everyMs }) => {
    const known = store.get(path);
    return known?.answeredAt === undefined ? [] : [{ everyMs, ...known, answeredAt: known.answeredAt }];
  });
  const [first, ...rest] = asked;
  if (first === undefined) return { kind: 'waiting' };
  const oldest = rest.reduce((a, b) => (b.answeredAt + b.everyMs < a.answeredAt + a.everyMs ? b : a), first);
  const due = oldest.answeredAt + oldest.everyMs;
  const failed = asked.find(({ problem }) => problem !== undefined);
  if (failed !== undefined) {
    return { kind: 'stale', asOf: failed.answeredAt, since: failed.answeredAt + failed.everyMs, why: failed.problem };
  }
  return now > due + oldest.everyMs
    ? { kind: 'stale', asOf: oldest.answeredAt, since: due }
    : { kind: 'fresh', asOf: oldest.answeredAt };
}

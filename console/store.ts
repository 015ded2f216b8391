import type { Question } from './question.ts';

/** What is known of one question. Wall-clock times in epoch milliseconds. */
export type Known = {
  /** The last answer: it stays when later ones fail. */
  text?: string;
  answeredAt?: number;
  askedAt: number;
  /** Why the last time did not succeed. */
  problem?: string | undefined;
};

/** All answers by their path. */
export type Store = ReadonlyMap<string, Known>;

export type Reply =
  | { kind: 'answer'; text: string }
  | { kind: 'problem'; why: string }
  | { kind: 'signed-out'; why: string };

export function withReply(store: Store, path: string, reply: Reply, at: number): Store {
  const before = store.get(path);
  const known: Known =
    reply.kind === 'answer'
      ? { text: reply.text, answeredAt: at, askedAt: at }
      : { ...before, askedAt: at, problem: reply.why };
  // What was answered last stands last: what is too much is taken from the beginning.
  return new Map([...[...store].filter(([other]) => other !== path), [path, known]]);
}

/** An answer, read from what the API of the same deployment wrote. */
export function readAnswer<Answer>(store: Store, { path }: Question<Answer>): Answer | undefined {
  const text = store.get(path)?.text;
  return text === undefined ? undefined : parsed<Answer>(text);
}

export function parsed<Answer>(text: string): Answer {
  return JSON.parse(text);
}

/** The questions whose time has come. */
export function dueQuestions<Asked extends Question<unknown>>(
  store: Store,
  questions: readonly Asked[],
  now: number,
): Asked[] {
  return questions.filter(
    ({ path, everyMs }) => now - (store.get(path)?.askedAt ?? Number.NEGATIVE_INFINITY) >= everyMs,
  );
}

/** The newest: who looks at many things would keep all of them. */
export function onlyOf(store: Store, most: number): Store {
  return store.size <= most ? store : new Map([...store].slice(store.size - most));
}

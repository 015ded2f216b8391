/** What the API is asked for, again and again while the page is looked at. `answer` says of what type the answer is, and is never there. */
export type Question<Answer> = { path: string; everyMs: number; readonly answer?: Answer };

const usualEvery = 30_000;

export function question<Answer>(path: string, everyMs = usualEvery): Question<Answer> {
  return { path, everyMs };
}

/** What is sent once, because somebody wants it. */
export type Deed = {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** What is asked before it is sent. */
  confirm?: string | undefined;
  /** Its answer is kept for the page under this name, instead of being said. */
  keepAs?: string | undefined;
};

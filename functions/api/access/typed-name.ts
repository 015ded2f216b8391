import type { Caller } from '../caller.ts';
import { type Problem, problem } from '../problem.ts';

/** A name as a person types it: nothing that moves a cursor, begins a line or turns one around. */
const printable = /^[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u;

const unreadable = problem(
  400,
  'x-wirewatch-name: write your name, percent-encoded, in at most 100 printable characters',
);

/** Several people share the console page's token: who acts says their name beside it. */
export function withTypedName(caller: Caller, headers: Headers): { kind: 'caller'; caller: Caller } | Problem {
  const sent = headers.get('x-wirewatch-name');
  if (sent === null) return { kind: 'caller', caller };
  const name = decoded(sent)?.trim() ?? '';
  if (!printable.test(name)) return unreadable;
  return { kind: 'caller', caller: { ...caller, name: `${name} (${caller.name})`, via: 'console' } };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

import { printableName } from '../../core/printable-name.ts';
import { type Problem, problem } from '../problem.ts';
import type { Caller } from './caller.ts';

const unreadable = problem(
  400,
  'x-wirewatch-name: write your name, percent-encoded, in at most 100 printable characters',
);

/** Several people share the console page's token: who acts says their name beside it. */
export function withTypedName(caller: Caller, headers: Headers): { kind: 'caller'; caller: Caller } | Problem {
  const sent = headers.get('x-wirewatch-name');
  if (sent === null) return { kind: 'caller', caller };
  const typed = printableName.safeParse(decoded(sent));
  if (!typed.success) return unreadable;
  return { kind: 'caller', caller: { ...caller, name: `${typed.data} (${caller.name})`, via: 'console' } };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

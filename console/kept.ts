import { question } from './question.ts';
import type { Screen } from './screen.ts';

/** Under what name the answer to something that was asked for once is kept. */
export function keptName(what: string, of: string, tenant: string | undefined): string {
  return `${what} ${tenant ?? ''} ${of}`;
}

/** What was answered last, if it was asked for. */
export function kept<Answer>(screen: Screen, name: string): Answer | undefined {
  return screen.read(question<Answer>(name));
}

import type { Notice } from './channel.ts';

/** `CRITICAL`, `RESOLVED`: the word that a reader looks for first. */
export function statusWord({ kind, alert }: Notice): string {
  return kind === 'resolved' ? 'RESOLVED' : (alert.severity ?? 'firing').toUpperCase();
}

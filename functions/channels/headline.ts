import { oneLine } from '../core/cut-text.ts';
import { isWorse, worstOf } from '../core/severity.ts';
import type { AlertText, Notice, NoticeAlert } from './channel.ts';

const words: Partial<Record<Notice['kind'], string>> = {
  resolved: 'RESOLVED',
  acknowledged: 'ACKNOWLEDGED',
  digest: 'DIGEST',
};

/** `CRITICAL`, `RESOLVED`: the word that a reader looks for first. */
export function statusWord({ kind, reason, severity }: Pick<Notice, 'kind' | 'reason' | 'severity'>): string {
  return reason === 'test' ? 'TEST' : (words[kind] ?? severity.toUpperCase());
}

/** `CRITICAL  Delivery on AT&T through Telnyx is 61 %` */
export function headlineOf(notice: Notice): string {
  return `${statusWord(notice)}  ${oneLine(notice.text.title)}`;
}

/** The headline and against what it is judged, in one line. */
export function comparedHeadline(notice: Notice): string {
  return `${statusWord(notice)}  ${withComparison(notice.text)}`;
}

/** In one line: what, and against what it is judged. */
export function withComparison({ title, comparison }: AlertText): string {
  return comparison ? `${oneLine(title)}  (${oneLine(comparison)})` : oneLine(title);
}

type Line = (notice: Notice) => string | undefined;

const lines: Readonly<Record<Notice['reason'], Line>> = {
  first: () => undefined,
  'new-alerts': ({ firing }) => moreAlerts(firing.filter(isNew).length),
  'severity-rose': severityRose,
  escalated: () => 'escalated: nobody has acknowledged it',
  flapping: () => 'it comes and goes',
  'cooldown-over': () => 'firing again since before the cooldown ended',
  repeat: () => 'still firing, reminder',
  'acknowledgement-ends': () => 'still firing: acknowledge it again, or the acknowledgement ends',
  'some-resolved': ({ firing, resolved }) => `${resolved.length} of ${firing.length + resolved.length} resolved`,
  acknowledged: acknowledgedBy,
  unacknowledged: () => 'no longer acknowledged',
  resolved: () => undefined,
  digest: () => undefined,
  test: () => 'a test: nothing is wrong',
  superseded: () => undefined,
};

/** Why this is sent, as far as the status does not say it: `2 more alerts`, `severity rose from high to critical`. */
export function newsLine(notice: Notice): string | undefined {
  return lines[notice.reason](notice);
}

/** Whether the channel hears of it for the first time. */
export function isNew({ told }: NoticeAlert): boolean {
  return told === undefined;
}

/** Whether it has become worse than the channel knows. */
export function hasRisen({ alert, told }: NoticeAlert): boolean {
  return told !== undefined && isWorse(alert.severity, told);
}

function moreAlerts(count: number): string {
  if (count === 0) return 'more alerts';
  return `${count} more alert${count === 1 ? '' : 's'}`;
}

function severityRose({ firing, severity }: Notice): string {
  const before = worstOf(firing.filter(hasRisen).flatMap(({ told }) => told ?? []));
  return before === undefined ? `severity rose to ${severity}` : `severity rose from ${before} to ${severity}`;
}

function acknowledgedBy(notice: Notice): string {
  return notice.acknowledgedBy === undefined ? 'acknowledged' : `acknowledged by ${notice.acknowledgedBy}`;
}

/** An incident there is one for all alerts of a group: it is nobody's while somebody has to see to any of them. */
export function isPartlyAcknowledged({ kind, acknowledgedBy }: Notice): boolean {
  return kind === 'acknowledged' && acknowledgedBy === undefined;
}

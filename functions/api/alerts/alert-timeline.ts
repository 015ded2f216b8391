import type { Alert, Ending } from '../../core/alert.ts';
import { shortId } from '../../core/alert-id.ts';
import type { AuditRecord } from '../../core/audit-record.ts';
import type { Handling } from '../../core/handling.ts';
import type { NoticeRecord } from '../../core/notice-record.ts';
import { severities } from '../../core/severity.ts';
import type { AlertDetail } from '../answers/alerts.ts';
import { iso } from '../common.ts';

export type StoryParts = {
  alert: Alert;
  notices: readonly NoticeRecord[];
  audited: readonly AuditRecord[];
  comments: Handling['comments'];
  /** Epoch milliseconds: what was said before is left out. */
  from: number;
};

type Moment = Omit<AlertDetail['timeline'][number], 'at'> & { at: number };

/** What became of an alert, whom it was told to, and what people did, oldest first. */
export function timelineOf(parts: StoryParts): AlertDetail['timeline'] {
  const all = [...statesOf(parts.alert), ...toldOf(parts.notices), ...doneOf(parts)];
  return all.sort((a, b) => a.at - b.at).map(({ at, ...rest }) => ({ at: iso(at), ...rest }));
}

/** Of the last episode: an alert does not remember those before it. */
function statesOf(alert: Alert): Moment[] {
  const { since, episode, state, resolvedAt, resolvedBecause, flappingSince } = alert;
  const before = state === 'pending' ? episode : episode - 1;
  const earlier = before > 0 ? `; it had fired ${before === 1 ? 'once' : `${before} times`} before` : '';
  const began: Moment[] = since === undefined ? [] : [{ at: since, what: 'pending', words: `began${earlier}` }];
  const fired = firedOf(alert);
  const known = new Set([...fired.map(({ at }) => at), resolvedAt]);
  const changes = changesOf(alert).filter(({ at }) => !known.has(at));
  const flaps: Moment[] =
    flappingSince === undefined ? [] : [{ at: flappingSince, what: 'flapping', words: 'flaps: it comes and goes' }];
  const resolved: Moment[] =
    resolvedAt === undefined ? [] : [{ at: resolvedAt, what: 'resolved', words: endingOf(resolvedBecause) }];
  return [...began, ...changes, ...fired, ...flaps, ...resolved];
}

/** When each severity fired; once it has ended, only when the first did is known. */
function firedOf({ levels, firedAt, peak }: Alert): Moment[] {
  const all = severities.flatMap((severity): Moment[] => {
    const at = levels[severity]?.firedAt;
    return at === undefined ? [] : [{ at, what: 'fired', words: `fires, ${severity}` }];
  });
  if (firedAt === undefined || all.some(({ at }) => at === firedAt)) return all;
  const worst = peak === undefined ? '' : `; ${peak} at its worst`;
  return [...all, { at: firedAt, what: 'fired', words: `fires${worst}` }];
}

/** The last changes take turns, and the last of them led to what is now. */
function changesOf({ changes = [], state }: Alert): Moment[] {
  const fires = state === 'firing' ? 0 : 1;
  return changes.map((at, index) =>
    (changes.length - 1 - index) % 2 === fires
      ? { at, what: 'fired', words: 'fires' }
      : { at, what: 'resolved', words: 'ceases to fire' },
  );
}

const endings = {
  recovered: 'resolved: it has recovered',
  'no-traffic': 'closed: there was no traffic to judge',
  'rule-removed': 'closed: its rule was removed or switched off',
  'rule-changed': 'closed: its rule looks at other labels now',
  'by-hand': 'closed by hand',
} as const satisfies Record<Ending, string>;

function endingOf(because: Ending | undefined): string {
  return because === undefined ? 'resolved' : endings[because];
}

function toldOf(notices: readonly NoticeRecord[]): Moment[] {
  return notices.map(({ at, channel, reason, outcome, error }) => {
    const why = error === undefined ? '' : `: ${error}`;
    const words = {
      sent: `told ${channel}: ${reason.replaceAll('-', ' ')}`,
      retrying: `${channel} did not take it, and is tried again${why}`,
      failed: `${channel} could not be told${why}`,
      skipped: `${channel} is not set up${why}`,
      withdrawn: `${channel} needed no message any more`,
    };
    return { at, what: outcome === 'sent' ? 'told' : 'not-told', words: words[outcome] };
  });
}

/** Comments are kept with the alert; the audit says the rest. */
function doneOf({ alert, audited, comments, from }: StoryParts): Moment[] {
  const about = `alert ${shortId(alert)} of ${alert.rule}`;
  const done = audited.flatMap(({ at, by, did, changes }) =>
    did === 'comment' ? [] : changes.flatMap(({ what, after }) => (what === about ? { at, by, after } : [])),
  );
  return [
    ...done.map(({ at, by, after }): Moment => ({ at, what: 'done', words: after, by })),
    ...comments
      .filter(({ at }) => at >= from)
      .map(({ at, by, text }): Moment => ({ at, what: 'done', words: `comment: ${text}`, by })),
  ];
}

import * as z from 'zod';
import { type Actor, actorSchema } from './handling.ts';
import { type Labels, type Matcher, matcherSchema, matches, matchesAll } from './matcher.ts';

const action = z.object({ by: actorSchema, at: z.number() });

/** Nobody is told of the firing of what its matchers match, from `startsAt` until before `endsAt`. Times in epoch milliseconds. */
export const silenceSchema = z.object({
  tenant: z.string(),
  id: z.string(),
  rev: z.number(),
  matchers: z.array(matcherSchema),
  startsAt: z.number(),
  endsAt: z.number(),
  by: actorSchema,
  comment: z.string(),
  createdAt: z.number(),
  /** The last change in place. */
  changed: action.optional(),
  /** It was ended by hand, before its time. */
  ended: action.optional(),
  /** The silence that it was made of, by a change that could not be made in place. */
  replaces: z.string().optional(),
  /** The silence that took its place so. */
  replacedBy: z.string().optional(),
});
export type Silence = z.infer<typeof silenceSchema>;

/** `startsAt`: absent, or over: now. */
export type SilenceRequest = { matchers: Matcher[]; startsAt?: number | undefined; endsAt: number; comment: string };
export type SilenceChange = { [Key in keyof SilenceRequest]?: SilenceRequest[Key] | undefined };

type Maker = { tenant: string; id: string; by: Actor; now: number };
type Refused = { kind: 'refused'; why: string };

/** `pending` before its start, `expired` from its end on. */
export function silenceState({ startsAt, endsAt }: Silence, now: number): 'pending' | 'active' | 'expired' {
  if (now < startsAt) return 'pending';
  return now < endsAt ? 'active' : 'expired';
}

/** The silences that are active and match an alert. */
export function silencesOver(labels: Labels, silences: readonly Silence[], now: number): Silence[] {
  return silences.filter((one) => silenceState(one, now) === 'active' && matchesAll(one.matchers, labels));
}

/** Makes a silence (SEMANTICS 4.6): one that would match everything, or end before it starts, is refused. */
export function createSilence(
  request: SilenceRequest,
  { now, ...maker }: Maker,
): { kind: 'created'; silence: Silence } | Refused {
  const why = problemOf(request, now);
  if (why !== undefined) return { kind: 'refused', why };
  const { matchers, endsAt, comment } = request;
  const startsAt = Math.max(request.startsAt ?? now, now);
  return { kind: 'created', silence: { ...maker, rev: 1, matchers, startsAt, endsAt, comment, createdAt: now } };
}

function problemOf({ matchers, startsAt, endsAt }: SilenceRequest, now: number): string | undefined {
  if (matchers.length === 0) return 'a silence needs at least one matcher';
  if (matchers.every((matcher) => matches(matcher, ''))) {
    return 'at least one matcher must not match the empty text: this would silence alerts without the label too';
  }
  if (endsAt < (startsAt ?? now)) return 'a silence cannot end before it starts';
  return endsAt < now ? 'its end is over already' : undefined;
}

/**
 * Changes a silence. In place only if that rewrites nothing that has happened (SEMANTICS 4.6): its matchers stay, an
 * active one keeps its start, a pending one still starts in the future, an expired one stays. Otherwise it ends now and
 * another takes its place.
 * @param id of the silence that may take its place
 */
export function editSilence(
  silence: Silence,
  change: SilenceChange,
  { id, by, now }: Omit<Maker, 'tenant'>,
): { kind: 'changed'; silence: Silence } | { kind: 'replaced'; expired: Silence; created: Silence } | Refused {
  const { matchers, startsAt, endsAt, comment } = silence;
  const wanted = {
    matchers: change.matchers ?? matchers,
    startsAt: change.startsAt ?? startsAt,
    endsAt: change.endsAt ?? endsAt,
    comment: change.comment ?? comment,
  };
  const made = createSilence(wanted, { tenant: silence.tenant, id, by, now });
  if (made.kind === 'refused') return made;
  if (isInPlace(silence, wanted, now)) {
    return { kind: 'changed', silence: { ...silence, ...wanted, rev: silence.rev + 1, changed: { by, at: now } } };
  }
  const expired = expireSilence(silence, { by, now });
  return {
    kind: 'replaced',
    expired: expired.kind === 'expired' ? expired.silence : silence,
    created: { ...made.silence, replaces: silence.id },
  };
}

function isInPlace(silence: Silence, wanted: Pick<Silence, 'matchers' | 'startsAt'>, now: number): boolean {
  if (textOf(silence.matchers) !== textOf(wanted.matchers)) return false;
  const state = silenceState(silence, now);
  return state === 'active' ? wanted.startsAt === silence.startsAt : state === 'pending' && wanted.startsAt >= now;
}

/** The same for the same matchers in another order. */
function textOf(matchers: readonly Matcher[]): string {
  return JSON.stringify(matchers.map(({ label, op, value }) => JSON.stringify([label, op, value])).sort());
}

/** Ends a silence now; it stays, as history. One that has not begun never will. */
export function expireSilence(
  silence: Silence,
  { by, now }: Pick<Maker, 'by' | 'now'>,
): { kind: 'expired'; silence: Silence } | Refused {
  if (silenceState(silence, now) === 'expired') return { kind: 'refused', why: 'the silence is over already' };
  const startsAt = Math.min(silence.startsAt, now);
  const ended = { by, at: now };
  return { kind: 'expired', silence: { ...silence, rev: silence.rev + 1, startsAt, endsAt: now, ended } };
}

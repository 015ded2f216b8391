import { knownLabels, matcherIssues } from '../config/known-labels.ts';
import { withOverrides } from '../config/overrides.ts';
import type { Alert } from '../core/alert.ts';
import { alertMatchers, groupMatchers } from '../core/group-matchers.ts';
import { type Matcher, matchersText } from '../core/matcher.ts';
import { createSilence, editSilence, expireSilence, type Silence, silenceState } from '../core/silence.ts';
import { minute } from '../core/time.ts';
import { allRules } from '../rules/evaluation-rules.ts';
import type { ActDeps, Ground } from './act-deps.ts';
import type { ActOutcome, Done, Refused } from './act-outcome.ts';
import type { SilenceAction } from './act-request.ts';
import { timeText, untilText } from './handling-text.ts';
import { contended, insisted, repeated } from './repeated.ts';
import { findAlert, firingInGroup } from './targets.ts';

/** Two uses of a link that lie closer together are one. */
const tolerance = minute;

type Replaced = Extract<ReturnType<typeof editSilence>, { kind: 'replaced' }>;
type Action<Name extends SilenceAction['do']> = Extract<SilenceAction, { do: Name }>;

/** Makes, changes and ends silences. */
export async function actOnSilences(ground: Ground, action: SilenceAction): Promise<ActOutcome> {
  switch (action.do) {
    case 'silence':
      return (await strangeIn(action.matchers, ground)) ?? create(ground, action);
    case 'silence-group':
      return silenceGroup(ground, action);
    case 'silence-alert':
      return (await strangeIn(action.matchers ?? [], ground)) ?? silenceAlert(ground, action);
    case 'edit-silence':
      return (await strangeIn(action.matchers ?? [], ground)) ?? repeated(() => edit(ground, action), contended);
    case 'end-silence':
      return end(ground, action.id);
  }
}

/** What no alert can have is a slip: whoever believes that something is silent is not to be woken by it. */
async function strangeIn(matchers: readonly Matcher[], { tenant, deps }: Ground): Promise<ActOutcome | undefined> {
  const { config } = withOverrides(deps.config, await deps.overrides(tenant), deps.now());
  const [issue] = matcherIssues(matchers, knownLabels(allRules(config.rules)), 'matchers');
  return issue && { kind: 'refused', why: issue.message };
}

async function create(
  ground: Ground,
  { matchers, from, for: lasts, comment }: Omit<Action<'silence'>, 'do'>,
): Promise<ActOutcome> {
  const { tenant, by, deps } = ground;
  const now = deps.now();
  const request = { matchers, startsAt: from, endsAt: (from ?? now) + lasts, comment };
  const made = createSilence(request, { tenant, id: deps.newId(), by, now });
  if (made.kind === 'refused') return made;
  if (!(await deps.saveSilence(made.silence))) return contended();
  return changed(made.silence, 'there was none', silenceText(made.silence));
}

async function silenceGroup(ground: Ground, { group: id, ...rest }: Action<'silence-group'>): Promise<ActOutcome> {
  const { tenant, deps } = ground;
  const [group, alerts] = await Promise.all([deps.group(tenant, id), firingInGroup(tenant, id, deps)]);
  if (group === undefined || alerts.length === 0)
    return { kind: 'unchanged', why: 'none of its alerts fires any more' };
  const matchers = groupMatchers(group);
  return matchers.length === 0 ? nothingInCommon(alerts) : silenceOnce(ground, { ...rest, matchers });
}

async function silenceAlert(ground: Ground, { alert: start, ...rest }: Action<'silence-alert'>): Promise<ActOutcome> {
  const alert = await findAlert(ground.tenant, start, ground.deps);
  if ('kind' in alert) return alert;
  return silenceOnce(ground, { ...rest, matchers: rest.matchers ?? alertMatchers(alert) });
}

/** A link and a button may be used twice: a silence of the same that is active is made longer, and never shorter. */
async function silenceOnce(
  ground: Ground,
  { matchers, for: lasts, comment }: Pick<Action<'silence'>, 'matchers' | 'for' | 'comment'>,
): Promise<ActOutcome> {
  const { tenant, deps } = ground;
  const now = deps.now();
  const text = matchersText(matchers);
  const standing = (await deps.silences(tenant)).filter(
    (one) => silenceState(one, now) === 'active' && matchersText(one.matchers) === text,
  );
  const last = standing.sort((a, b) => b.endsAt - a.endsAt)[0];
  if (last === undefined) return create(ground, { matchers, for: lasts, comment });
  if (last.endsAt + tolerance >= now + lasts)
    return { kind: 'unchanged', why: `it is silenced already, ${untilText(last.endsAt)}` };
  return repeated(() => edit(ground, { id: last.id, for: lasts }), contended);
}

function nothingInCommon(alerts: readonly Alert[]): ActOutcome {
  const rule = alerts[0]?.rule ?? 'delivery';
  const why = `the alerts of this message have nothing in common that a silence could go by: say what is to be silenced, as in \`npx wirewatch silence add 'rule=${rule}' --for 1h\``;
  return { kind: 'refused', why };
}

async function edit(
  ground: Ground,
  { id, from, for: lasts, ...rest }: Omit<Action<'edit-silence'>, 'do'>,
): Promise<ActOutcome | undefined> {
  const { tenant, by, deps } = ground;
  const silence = await find(tenant, id, deps);
  if ('kind' in silence) return silence;
  if (silence.replacedBy !== undefined) {
    const why = `silence ${silence.id} was replaced by silence ${silence.replacedBy}: \`wirewatch silence list\` shows all`;
    return { kind: 'refused', why };
  }
  const now = deps.now();
  const endsAt = lasts === undefined ? undefined : Math.max(from ?? now, now) + lasts;
  const next = editSilence(silence, { ...rest, startsAt: from, endsAt }, { id: deps.newId(), by, now });
  if (next.kind === 'refused') return next;
  if (next.kind === 'changed') {
    if (!(await deps.saveSilence(next.silence))) return undefined;
    return changed(silence, silenceText(silence), silenceText(next.silence));
  }
  return replace(silence, next, deps);
}

/** The old one first, on condition that it is as it was read: of all who replace it at once one does, and no two stand after it. */
async function replace(
  silence: Silence,
  { expired, created }: Pick<Replaced, 'expired' | 'created'>,
  deps: ActDeps,
): Promise<ActOutcome | undefined> {
  const over = { ...expired, rev: silence.rev + 1, replacedBy: created.id };
  if (!(await deps.saveSilence(over)) && !(await isStored(over, deps))) return undefined;
  try {
    await insisted(() => deps.saveSilence(created));
    return changed(created, `${silence.id}: ${silenceText(silence)}`, silenceText(created));
  } catch (error) {
    const { tenant, id } = silence;
    deps.log.error('a silence was ended, and the one in its place not made', {
      tenant,
      silence: id,
      why: String(error),
    });
    const why = 'it could not be written, and so it is not silenced: use `wirewatch silence add`';
    const what = matchersText(created.matchers);
    return { ...changed(silence, silenceText(silence), 'ended'), unchanged: [{ what, why }] };
  }
}

/** A write whose answer was lost is refused when it is sent again: nobody else was faster. */
async function isStored({ tenant, id, replacedBy }: Silence, deps: ActDeps): Promise<boolean> {
  return (await deps.silences(tenant)).some((one) => one.id === id && one.replacedBy === replacedBy);
}

async function end({ tenant, by, deps }: Ground, id: string): Promise<ActOutcome> {
  return repeated(async () => {
    const silence = await find(tenant, id, deps);
    if ('kind' in silence) return silence;
    const next = expireSilence(silence, { by, now: deps.now() });
    if (next.kind === 'refused') return { kind: 'unchanged', why: next.why };
    return (await deps.saveSilence(next.silence)) ? changed(silence, silenceText(silence), 'ended') : undefined;
  }, contended);
}

async function find(tenant: string, start: string, deps: ActDeps): Promise<Silence | Refused> {
  const found = (await deps.silences(tenant)).filter(({ id }) => start !== '' && id.startsWith(start.toLowerCase()));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length === 0) {
    const why = `there is no silence "${start}"; \`wirewatch silence list\` shows all`;
    return { kind: 'refused', because: 'unknown', why };
  }
  const why = `"${start}" begins the ids of several silences: ${found.map(({ id }) => id).join(', ')}`;
  return { kind: 'refused', because: 'ambiguous', why };
}

function changed(silence: Silence, before: string, after: string): Done {
  return { kind: 'done', changes: [{ what: `silence ${silence.id}`, before, after }], unchanged: [] };
}

function silenceText({ matchers, startsAt, endsAt, comment }: Silence): string {
  return `${matchersText(matchers)} from ${timeText(startsAt)} ${untilText(endsAt)}${comment === '' ? '' : `: ${comment}`}`;
}

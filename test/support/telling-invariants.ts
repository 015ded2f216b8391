import { acknowledgement } from '../../functions/core/acknowledgement.ts';
import { presentHandling } from '../../functions/core/handling.ts';
import { isWorse } from '../../functions/core/severity.ts';
import { minute } from '../../functions/core/time.ts';
import type { Played } from './telling-play.ts';
import { type Line, minuteOf, momentOf } from './telling-readers.ts';
import type { TellingRoute } from './telling-settings.ts';

/** Lines that say that an alert fires though its reader had heard of that within the cooldown, and nothing allows that. */
export function hasty({ rules }: Played, lines: readonly Line[]): Line[] {
  const cooldowns = new Map(rules.map(({ id, cooldown }) => [id, cooldown]));
  return lines.filter((line) => beginsAnew(line) && !mayBegin(line, cooldowns.get(line.member.rule) ?? 0));
}

function beginsAnew({ member, known, post }: Line): boolean {
  const saysFiring = member.kind === 'firing' && post.entry.kind === 'firing';
  return saysFiring && known !== undefined && !known.fires && known.firedLastAt >= 0;
}

function mayBegin({ post, member, known }: Line, cooldown: number): boolean {
  if (known === undefined || post.entry.at - known.firedLastAt >= cooldown) return true;
  if (member.flapping) return known.flapsSaidAt === undefined;
  return isWorse(member.severity, known.severity);
}

/** The lines of reminders in which no alert is due for one. */
export function reminders({ rules }: Played, lines: readonly Line[]): Line[] {
  const intervals = new Map(rules.map(({ id, repeatInterval }) => [id, repeatInterval]));
  const isDue = ({ member, known, post }: Line) => {
    const interval = intervals.get(member.rule);
    return interval !== undefined && known?.fires && post.entry.at - known.saidAt > interval;
  };
  const sent = Map.groupBy(
    lines.filter(({ post }) => post.entry.reason === 'repeat'),
    ({ post }) => post,
  );
  return [...sent.values()].filter((of) => !of.some(isDue)).flat();
}

/** Lines that tell of the firing of what was silenced, snoozed or inhibited. */
export function toldThoughMuted({ setting }: Played, lines: readonly Line[]): Line[] {
  return lines.filter(({ member, alert, moment: { alerts, handlings }, post }) => {
    const subject = alerts.get(alert);
    const at = minuteOf(post.entry.at);
    const carrier = subject?.labels.carrier;
    const silenced = setting.silences.some(
      (one) => one.carrier === carrier && one.from <= at && at < one.from + one.length,
    );
    const snoozed = post.entry.at < (handlings.get(alert)?.snoozed?.until ?? 0);
    const isSource = setting.inhibit && subject?.rule !== 'delivery';
    const inhibited = [...alerts.values()].some(
      ({ rule, state, severity, labels }) =>
        rule === 'delivery' && state === 'firing' && severity === 'critical' && labels.carrier === carrier,
    );
    const muted = silenced || snoozed || (isSource && inhibited);
    return member.kind === 'firing' && subject?.state === 'firing' && muted;
  });
}

/** Lines that tell of the firing of what no route takes to that channel at that minute, and no step does. */
export function unasked({ setting }: Played, lines: readonly Line[]): Line[] {
  return lines.filter(({ member, alert, moment, post }) => {
    const subject = moment.alerts.get(alert);
    if (member.kind !== 'firing' || subject?.state !== 'firing') return false;
    const labels: Record<string, string> = { ...subject.labels, rule: subject.rule, severity: subject.peak ?? '' };
    const handling = presentHandling(moment.handlings.get(alert), subject);
    const routes = taking(setting.routes, labels);
    const at = minuteOf(post.entry.at);
    const byRoute = routes.some((route) => route.to.includes(post.channel) && isOpen(route, at));
    const escalating = routes.find(({ escalate }) => escalate !== undefined);
    const byStep = handling?.escalation?.called[post.channel] !== undefined && (!escalating || isOpen(escalating, at));
    return !byRoute && !byStep;
  });
}

function taking(routes: readonly TellingRoute[], labels: Record<string, string>): TellingRoute[] {
  const matching = routes.filter(({ match = {} }) =>
    Object.entries(match).every(([label, value]) => [value].flat().includes(labels[label] ?? '')),
  );
  const last = matching.findIndex((route) => !route.continue);
  return last < 0 ? matching : matching.slice(0, last + 1);
}

/** The minutes of `shift`. */
function isOpen({ during }: TellingRoute, at: number): boolean {
  return during === undefined || (20 <= at && at < 90);
}

/** Notices of news about nothing but what somebody has in hand. */
export function aboutWhatIsInHand(world: Played): string[] {
  const news = new Set(['first', 'new-alerts', 'cooldown-over', 'repeat', 'flapping', 'escalated']);
  return world.posts
    .filter(({ entry }) => {
      const firing = Object.entries(entry.members).filter(([, { kind }]) => kind === 'firing');
      return news.has(entry.reason) && firing.every(([alert]) => isInHand(world, alert, entry.at));
    })
    .map(({ channel, entry }) => `${channel} ${minuteOf(entry.at)} ${entry.reason}`);
}

function isInHand({ setting, moments }: Played, alert: string, at: number): boolean {
  const { alerts, handlings } = momentOf(moments, at);
  const subject = alerts.get(alert);
  const remindAfter = setting.remindAfter && Number.parseInt(setting.remindAfter, 10) * minute;
  const rules = { remindAfter, confirmWithin: 10 * minute, respondWithin: {} };
  return subject !== undefined && acknowledgement(handlings.get(alert), subject, rules, at).kind !== 'none';
}

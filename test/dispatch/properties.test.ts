import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aboutWhatIsInHand, hasty, reminders, toldThoughMuted, unasked } from '../support/telling-invariants.ts';
import { calm, type Played, remembered } from '../support/telling-play.ts';
import { type Line, linesOf, minuteOf, repeatsOf, textOf, withoutRepeats } from '../support/telling-readers.ts';
import { settings } from '../support/telling-settings.ts';
import type { Post } from '../support/telling-world.ts';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 150);
/** All properties are of the same worlds, so that each is played once. Other worlds: another `PROPERTY_SEED`. */
const seed = Number(process.env.PROPERTY_SEED ?? 1);
const played = remembered();
/** Minutes: the periods of the alarm `alerts-untold`. */
const alarmAfter = 10;

function always(holds: (world: Played) => void | Promise<void>): Promise<void> {
  const property = fc.asyncProperty(settings, async (setting) => {
    await holds(await played(setting));
  });
  return fc.assert(property, { numRuns, seed });
}

/** Of PagerDuty, which keeps an incident open until it hears of its end. */
const isPager = ({ channel }: Post) => channel === 'pager' || channel === 'phone';

describe('whatever fires, is said and goes wrong', { timeout: 120_000 }, () => {
  test('nobody hears within a cooldown that an alert fires again, unless it is worse or flaps', () =>
    always((world) => expect(hasty(world, linesOf(world).lines).map(textOf)).toEqual([])));

  test('a reminder comes when more than the repeat interval has passed since its channel was told of the alert', () =>
    always((world) => expect(reminders(world, linesOf(world).lines).map(textOf)).toEqual([])));

  test('nobody hears the end of what they did not know to fire, but where that may have arrived unsaid', () =>
    always((world) => {
      const ends = linesOf(world).lines.filter(({ member }) => member.kind === 'resolved');
      const isTried = ({ post, alert }: Line) => world.tried.has(`${post.channel} ${alert}`) && isPager(post);
      expect(ends.filter((line) => !line.known?.fires && !isTried(line)).map(textOf)).toEqual([]);
    }));

  test('whoever was told that an alert fires has heard that it ended, once all is at rest', () =>
    always((world) => expect(linesOf(world).open).toEqual([])));

  test('nothing is told to fire that was silenced, snoozed or inhibited when that was decided', () =>
    always((world) => expect(toldThoughMuted(world, linesOf(world).lines).map(textOf)).toEqual([])));

  test('nobody is told anew of what somebody has in hand alone, unless it is worse', () =>
    always((world) => expect(aboutWhatIsInHand(world)).toEqual([])));

  test('a notice comes twice only if its sender died before it wrote that down', () =>
    always(({ posts, setting }) => {
      const repeats = repeatsOf(posts).filter(({ at }) => !setting.faults.unlogged.includes(minuteOf(at)));
      expect(repeats).toEqual([]);
    }));

  test('a group decides at most one notice at a tick', () =>
    always(({ posts }) => {
      const ticks = withoutRepeats(posts).map(({ group, entry }) => `${group} ${minuteOf(entry.at)}`);
      expect(ticks.filter((one, index) => ticks.indexOf(one) !== index)).toEqual([]);
    }));

  test('an incident of PagerDuty is triggered, perhaps acknowledged or triggered again, and resolved; none stays open', () =>
    always(({ posts }) => {
      const events = withoutRepeats(posts).filter(isPager);
      for (const incident of Map.groupBy(events, ({ group }) => group).values()) {
        expect(incident.map(({ action }) => action).join(' ')).toMatch(
          /^((trigger (trigger |acknowledge )*)?resolve ?)+$/,
        );
      }
    }));

  test('a channel hears that an alert fires only by a route that takes it there then, or because a step called it', () =>
    always((world) => expect(unasked(world, linesOf(world).lines).map(textOf)).toEqual([])));

  test('if nothing goes wrong, no alarm says that nobody has heard of what fires', () =>
    always(async ({ setting }) => expect((await played(calm(setting))).untoldFor).toBeLessThan(alarmAfter)));

  test('the order in which tables are read changes nothing', () =>
    always(async ({ setting }) => {
      const inOrder = calm(setting);
      const other = { ...inOrder, faults: { ...inOrder.faults, order: setting.faults.order } };
      expect(told(await played(other))).toEqual(told(await played(inOrder)));
    }));

  test('and much of it does: the worlds are no quiet ones', async () => {
    const worlds = await Promise.all(fc.sample(settings, { numRuns: Math.max(150, numRuns), seed }).map(played));
    const reasons = new Set(worlds.flatMap(({ posts }) => posts).map(({ entry }) => entry.reason));
    const expected = [
      'first',
      'new-alerts',
      'severity-rose',
      'escalated',
      'cooldown-over',
      'some-resolved',
      'resolved',
    ];
    expect([...reasons]).toEqual(expect.arrayContaining(expected));
    expect(worlds.flatMap(({ posts }) => repeatsOf(posts))).not.toEqual([]);
  });
});

function told({ posts }: Played) {
  const all = posts.map(({ channel, entry: { members, at, kind, reason, severity }, group }) => ({
    what: `${at} ${channel} ${group} ${kind} ${reason} ${severity}`,
    members,
  }));
  return all.sort((a, b) => (a.what < b.what ? -1 : 1));
}

import { lastTick, type Told, type ToldNotice } from './timeline.ts';

/** How far apart the same notice may be. */
const tolerance = 1;

/** How two records of the same scenarios differ: group by group, notice by notice. */
export function differences(ours: Told, theirs: Told): string[] {
  const scenarios = [...new Set([...ours.keys(), ...theirs.keys()])];
  return scenarios.flatMap((scenario) => {
    const [our, their] = [ours, theirs].map((told) => Map.groupBy(told.get(scenario) ?? [], ({ to }) => to));
    const groups = [...new Set([...(our?.keys() ?? []), ...(their?.keys() ?? [])])];
    return groups.flatMap((to) => {
      const difference = firstDifference(our?.get(to) ?? [], their?.get(to) ?? []);
      return difference === undefined ? [] : `${scenario}: ${difference}`;
    });
  });
}

function firstDifference(ours: readonly ToldNotice[], theirs: readonly ToldNotice[]): string | undefined {
  for (let index = 0; index < Math.max(ours.length, theirs.length); index += 1) {
    const [our, their] = [ours[index], theirs[index]];
    if (our && their ? !isSame(our, their) : !isLast(our ?? their)) {
      return `we tell ${noticeText(our)}, Alertmanager tells ${noticeText(their)}`;
    }
  }
  return undefined;
}

function isSame(our: ToldNotice, their: ToldNotice): boolean {
  return Math.abs(our.tick - their.tick) <= tolerance && contentOf(our) === contentOf(their);
}

/** At the very end the other side may not have come to it. */
function isLast(notice: ToldNotice | undefined): boolean {
  return notice !== undefined && notice.tick >= lastTick - tolerance;
}

function noticeText(notice: ToldNotice | undefined): string {
  return notice === undefined ? 'nothing' : `${contentOf(notice)} at ${notice.tick}`;
}

function contentOf({ to, firing, resolved }: ToldNotice): string {
  return `${to}: ${[...firing, ...resolved.map((name) => `${name} resolved`)].join(', ')}`;
}

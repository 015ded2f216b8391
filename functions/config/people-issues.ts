import { missingNames } from './missing-names.ts';
import type { Issue } from './readable-issues.ts';
import type { Config } from './schema.ts';

type Ground = Pick<Config, 'channels' | 'escalations' | 'onCall'>;
type Schedule = Config['onCall']['schedules'][string];

/** What is wrong with escalations and on-call schedules beside their form: whom they would call cannot be found or reached. */
export function peopleIssues(ground: Ground): Issue[] {
  return [
    ...Object.entries(ground.escalations).flatMap(([name, policy]) =>
      stepIssues(`escalations.${name}`, policy, ground),
    ),
    ...Object.entries(ground.onCall.schedules).flatMap(([name, schedule]) => scheduleIssues(name, schedule, ground)),
    ...Object.entries(ground.channels).flatMap(([name, channel]) => contactIssues(name, channel, ground)),
  ];
}

function stepIssues(path: string, { steps }: Config['escalations'][string], { channels }: Ground): Issue[] {
  return steps.flatMap(({ to }, index) => missingNames(to, 'channels', channels, `${path}.steps[${index}].to`));
}

function scheduleIssues(name: string, { people, overrides }: Schedule, { onCall }: Ground): Issue[] {
  const path = `onCall.schedules.${name}`;
  return [
    ...missingNames(people, 'onCall.people', onCall.people, `${path}.people`),
    ...overrides.flatMap(({ person }, index) =>
      missingNames([person], 'onCall.people', onCall.people, `${path}.overrides[${index}].person`),
    ),
  ];
}

/**
 * Somebody whose turn it is, and who cannot be reached by the channel, would be found out at night. Where nobody can be,
 * the channel is not in use yet.
 */
function contactIssues(name: string, channel: Config['channels'][string], { onCall }: Ground): Issue[] {
  const called = calledBy(channel);
  if (called === undefined) return [];
  const { path, schedule, by } = called;
  const there = onCall.schedules[schedule];
  if (there === undefined)
    return missingNames([schedule], 'onCall.schedules', onCall.schedules, `channels.${name}.${path}`);
  const all = [...new Set([...there.people, ...there.overrides.map(({ person }) => person)])];
  const unreachable = all.filter(
    (person) => onCall.people[person] !== undefined && onCall.people[person][by] === undefined,
  );
  if (unreachable.length === all.length) return [];
  return unreachable.map((person) => ({
    path: `onCall.people.${person}`,
    message: `add ${by}, as others of "${schedule}" have: channel "${name}" is to reach whoever is on call`,
  }));
}

type Called = { path: string; schedule: string; by: 'phone' | 'email' };

function calledBy(channel: Config['channels'][string]): Called | undefined {
  if (channel.kind === 'sns' && channel.sms !== undefined && 'onCall' in channel.sms) {
    return { path: 'sms.onCall', schedule: channel.sms.onCall, by: 'phone' };
  }
  if (channel.kind !== 'mail' || channel.onCall === undefined) return undefined;
  return { path: 'onCall', schedule: channel.onCall, by: 'email' };
}

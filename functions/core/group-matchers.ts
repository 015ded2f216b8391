import type { Alert } from './alert.ts';
import type { Group } from './group.ts';
import type { Matcher } from './matcher.ts';

/**
 * What a silence of a group matches: what the group's alerts have in common by its route. None if that is nothing, as in
 * a digest: a silence of their rules would mute far more than what the message is about.
 */
export function groupMatchers({ labels }: Pick<Group, 'labels'>): Matcher[] {
  const common = Object.entries(labels).map(([label, value]) => ({ label, op: '=' as const, value }));
  return common.some(({ value }) => value !== '') ? common : [];
}

/** What a silence of one alert matches: its rule and its labels, as matchers see them. */
export function alertMatchers({ rule, labels }: Pick<Alert, 'rule' | 'labels'>): Matcher[] {
  return Object.entries({ ...labels, rule }).map(([label, value]) => ({ label, op: '=', value }));
}

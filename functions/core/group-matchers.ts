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

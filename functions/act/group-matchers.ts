import type { Alert } from '../core/alert.ts';
import type { Group } from '../core/group.ts';
import type { Matcher } from '../core/matcher.ts';

/**
 * What a silence of a group matches: what the group's alerts have in common by its route. A group that has nothing in
 * common is known by the rules of its alerts, so that no silence from a message ever mutes everything.
 */
export function groupMatchers({ labels }: Pick<Group, 'labels'>, alerts: readonly Alert[]): Matcher[] {
  const common = Object.entries(labels).map(([label, value]) => ({ label, op: '=' as const, value }));
  if (common.some(({ value }) => value !== '')) return common;
  const rules = [...new Set(alerts.map(({ rule }) => rule))].sort();
  if (rules.length <= 1) return rules.map((value) => ({ label: 'rule', op: '=' as const, value }));
  return [{ label: 'rule', op: '=~', value: rules.join('|') }];
}

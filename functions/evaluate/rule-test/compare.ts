import type { Alert } from '../../core/alert.ts';
import { minute } from '../../core/time.ts';
import { valueText } from '../../core/unit.ts';
import { type RuleSettings, wordsOf } from '../../rules/index.ts';
import type { SimulatedNotice } from '../simulate.ts';
import type { ExpectedAlert, ExpectedNotice } from './rule-test-file.ts';

/** Something that was not as expected. `at`: milliseconds since minute 0. */
export type Mismatch = { at: number; what: 'alerts' | 'notices'; expected: string[]; actual: string[] };

/** Every alert has to be expected, and every expectation to be met. */
export function compareAlerts(
  at: number,
  expected: readonly ExpectedAlert[],
  actual: readonly Alert[],
  describe: (alert: Alert) => string,
): Mismatch[] {
  const met = allMet(expected, actual, isAlert);
  return met ? [] : [{ at, what: 'alerts', expected: expected.map(expectedAlertText), actual: actual.map(describe) }];
}

export function compareNotices(
  at: number,
  expected: readonly ExpectedNotice[],
  actual: readonly SimulatedNotice[],
): Mismatch[] {
  const met = allMet(expected, actual, isNotice);
  return met
    ? []
    : [{ at, what: 'notices', expected: expected.map(expectedNoticeText), actual: actual.map(noticeText) }];
}

function allMet<E, A>(expected: readonly E[], actual: readonly A[], fits: (expected: E, actual: A) => boolean) {
  return (
    expected.every((one) => actual.some((is) => fits(one, is))) &&
    actual.every((is) => expected.some((one) => fits(one, is)))
  );
}

/** Whole numbers are seldom what a share comes to: a thousandth off is the same. */
const tolerance = 0.001;

function isAlert({ rule, labels, state, severity, value }: ExpectedAlert, alert: Alert): boolean {
  const same = value === undefined || isClose(value, alert.evidence.value);
  const [rules, severities] = [rule ?? alert.rule, severity ?? alert.severity];
  return (
    same && rules === alert.rule && severities === alert.severity && state === alert.state && has(labels, alert.labels)
  );
}

function isClose(expected: number, actual: number | undefined): boolean {
  return (
    actual !== undefined && Math.abs(actual - expected) <= tolerance * Math.max(Math.abs(expected), Math.abs(actual))
  );
}

function isNotice({ labels, ...said }: ExpectedNotice, notice: SimulatedNotice): boolean {
  const {
    rule = notice.rules[0] ?? '',
    kind,
    severity = notice.severity,
    reason = notice.reason,
    channel = notice.channel,
  } = said;
  const same =
    notice.rules.includes(rule) && kind === notice.kind && severity === notice.severity && reason === notice.reason;
  return same && channel === notice.channel && has(labels, notice.labels);
}

function has(wanted: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}

function expectedAlertText({ rule, labels, state, severity, value }: ExpectedAlert): string {
  return words([state, severity, rule, labelsText(labels), value]);
}

function expectedNoticeText({ rule, labels, kind, severity, reason, channel }: ExpectedNotice): string {
  return words([kind, severity, rule, labelsText(labels), reason, channel && `to ${channel}`]);
}

/** `firing critical delivery provider=telnyx 61 % since 14m`. @param start minute 0, epoch milliseconds */
export function alertText(
  { rule, labels, state, severity, evidence, since }: Alert,
  settings: RuleSettings | undefined,
  start: number,
): string {
  const unit = settings && severity ? wordsOf(settings, severity, evidence).unit : 'number';
  const value = evidence.value === undefined ? undefined : valueText(evidence.value, unit);
  return words([
    state,
    severity,
    rule,
    labelsText(labels),
    value,
    since !== undefined && `since ${timeText(since - start)}`,
  ]);
}

function noticeText({ rules, labels, channel, kind, reason, severity }: SimulatedNotice): string {
  return words([kind, severity, ...rules, labelsText(labels), reason, `to ${channel}`]);
}

export function timeText(at: number): string {
  return `${at / minute}m`;
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function words(parts: readonly (string | number | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join(' ');
}

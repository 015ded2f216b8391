import type { ChannelTools, Notice, NoticeAction, NoticeAlert } from '../../functions/channels/channel.ts';
import type { Alert } from '../../functions/core/alert.ts';
import { type DescribedRule, describe } from '../../functions/core/describe.ts';
import { describeGroup } from '../../functions/core/describe-group.ts';
import { minute } from '../../functions/core/time.ts';
import { campaignOutages, carrierRule, outage, outageStart, recovered } from './alerts.ts';

const context = {
  timeZone: 'America/New_York',
  now: outageStart + 12 * minute,
  group: '0c1d2e3f4a5b',
  dashboardUrl: 'https://dash.example/d',
  runbookUrl: 'https://runbook.example/doc',
};

const actUrl = 'https://wire.example/act/signed-token';

/** What can be done about a group that fires. */
export const actions: readonly NoticeAction[] = [
  { action: 'acknowledge', label: 'Acknowledge', url: `${actUrl}-acknowledge` },
  { action: 'silence-1h', label: 'Silence 1 h', url: `${actUrl}-silence-1h` },
  { action: 'silence-4h', label: 'Silence 4 h', url: `${actUrl}-silence-4h` },
];

type Subjects = { firing?: readonly Alert[]; resolved?: readonly Alert[] };

/** A notice about alerts of one rule, of which the channel knows nothing yet. */
export function noticeOf({ firing = [], resolved = [] }: Subjects, rule: DescribedRule = carrierRule): Notice {
  const described = (kind: 'firing' | 'resolved') => (alert: Alert) => ({
    alert,
    text: describe(alert, rule, { ...context, kind }),
    rule,
    told: kind === 'firing' ? undefined : alert.peak,
  });
  const [burning, over] = [firing.map(described('firing')), resolved.map(described('resolved'))];
  const [first] = [...burning, ...over];
  const kind = burning.length > 0 ? 'firing' : 'resolved';
  return {
    id: `${context.group}-1`,
    kind,
    reason: kind === 'firing' ? 'first' : 'resolved',
    tenant: 'main',
    group: context.group,
    severity: first?.alert.severity ?? first?.alert.peak ?? 'critical',
    labels: { rule: first?.alert.rule ?? '', ...sharedLabels([...firing, ...resolved]) },
    since: outageStart,
    firing: burning.map(({ rule: _, ...told }) => told),
    resolved: over.map(({ rule: _, ...told }) => told),
    text: describeGroup(burning, over, context),
    dedupKey: `wirewatch/prod/main/${context.group}`,
    actions: kind === 'firing' ? actions : [],
  };
}

function sharedLabels([first, ...others]: readonly Alert[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(first?.labels ?? {}).filter(([label, value]) =>
      others.every(({ labels }) => labels[label] === value),
    ),
  );
}

export function firingNotice(changes: Partial<Alert> = {}, rule = carrierRule): Notice {
  return noticeOf({ firing: [outage(changes)] }, rule);
}

export function resolvedNotice(changes: Partial<Alert> = {}, rule = carrierRule): Notice {
  return { ...noticeOf({ resolved: [recovered(changes)] }, rule), reference: 'C0123456789:1763751780.000100' };
}

/** One carrier's campaigns, all firing since the same outage. */
export function groupNotice(count: number, changes: Partial<Notice> = {}): Notice {
  const { alerts, rule } = campaignOutages(count);
  return { ...noticeOf({ firing: alerts }, rule), ...changes };
}

const later = { reference: 'C0123456789:1763751780.000100' };
const known = (alert: NoticeAlert, told = alert.alert.severity): NoticeAlert => ({ ...alert, told });

/** Two campaigns more, and the first has become worse. */
export function updateNotice(changes: Partial<Notice> = {}): Notice {
  const notice = groupNotice(5);
  const firing = notice.firing.map((one, index) => (index === 0 ? known(one, 'high') : index < 3 ? known(one) : one));
  return { ...notice, ...later, firing, reason: 'new-alerts', ...changes };
}

/** One of three has ended. */
export function someResolvedNotice(changes: Partial<Notice> = {}): Notice {
  const { alerts, rule } = campaignOutages(3);
  const [first, ...others] = alerts;
  const over = recovered({ ...first, state: 'inactive', resolvedAt: outageStart + 10 * minute });
  return { ...noticeOf({ firing: others, resolved: [over] }, rule), ...later, reason: 'some-resolved', ...changes };
}

export function reminderNotice(changes: Partial<Notice> = {}): Notice {
  const notice = firingNotice();
  return { ...notice, ...later, reason: 'repeat', firing: notice.firing.map((one) => known(one)), ...changes };
}

export function acknowledgedNotice(changes: Partial<Notice> = {}): Notice {
  const notice = reminderNotice({ kind: 'acknowledged', reason: 'acknowledged', acknowledgedBy: 'Ana Ruiz' });
  const people = ['acknowledged by Ana Ruiz at 14:12 EST', 'on call: Ben Ochoa'];
  return { ...notice, text: { ...notice.text, people }, ...changes };
}

/** What was not worth a message of its own. */
export function digestNotice(changes: Partial<Notice> = {}): Notice {
  const { alerts, rule } = campaignOutages(3, 'low');
  return { ...noticeOf({ firing: alerts }, rule), kind: 'digest', reason: 'digest', actions: [], ...changes };
}

/** What `notify test` sends. */
export function testNotice(changes: Partial<Notice> = {}): Notice {
  return { ...firingNotice(), reason: 'test', actions: [], ...changes };
}

/** Tools that have nothing and do nothing, except for what is given. */
export function toolsWith(given: Partial<ChannelTools> = {}): ChannelTools {
  const secret = given.secret ?? (async () => undefined);
  return {
    post: async () => ({ kind: 'unreachable', failure: 'no network in this test' }),
    publish: async () => ({ kind: 'retry', why: 'no topic in this test' }),
    sendMail: async () => ({ kind: 'retry', why: 'no mail in this test' }),
    putEvent: async () => ({ kind: 'retry', why: 'no bus in this test' }),
    secret,
    secrets: async () => [await secret()].flatMap((line) => line ?? []),
    onCall: async () => undefined,
    alertTopicArn: undefined,
    source: 'wirewatch/prod',
    now: () => outageStart,
    ...given,
  };
}

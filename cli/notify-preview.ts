import { deliver } from '../functions/channels/index.ts';
import { seenText } from '../functions/channels/seen-text.ts';
import type { Config } from '../functions/config/schema.ts';
import type { Severity } from '../functions/core/severity.ts';
import { unknownRule } from '../functions/evaluate/backtest.ts';
import { type ExampleKind, exampleNotice } from '../functions/notify/example-notice.ts';
import { allRules } from '../functions/rules/evaluation-rules.ts';
import { type Caught, catchingTools } from './catching-tools.ts';
import { printable } from './printable.ts';
import { zoneOf } from './stage-options.ts';

export type PreviewOptions = {
  channel: string;
  tenant: string;
  stage: string;
  kind: ExampleKind;
  severity?: Severity | undefined;
  alerts: number;
  json?: boolean | undefined;
};

export type PreviewDeps = { config: Config; now(): number; print(text: string): void };

/**
 * Prints what a channel would be sent of a rule's alerts, which are made up; nothing is sent. @returns the exit code: 1
 * if the channel would take none of it. @throws Error for what is not in the configuration
 */
export async function notifyPreview(id: string, options: PreviewOptions, deps: PreviewDeps): Promise<number> {
  const { config, now, print } = deps;
  const rules = allRules(config.rules);
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) throw new Error(unknownRule(config, id));
  zoneOf(config, options);
  const { stage, channel, tenant, kind, severity, alerts } = options;
  const settings = channelIn(config, channel);
  const { dashboard: dashboardUrl, runbook: runbookUrl } = config.links;
  const ground = { stage, tenants: config.tenants, rules, dashboardUrl, runbookUrl, now };
  const notice = exampleNotice({ tenant, channel, rule, kind, severity, alerts }, ground);
  if (notice.kind === 'resolved' && !settings.resolved) {
    print(`${channel} is not told when alerts end: its settings say resolved: false.`);
    return 0;
  }
  const { tools, caught } = catchingTools(settings.kind, stage, now);
  const delivery = await deliver(notice, settings, tools);
  print(
    options.json
      ? JSON.stringify(caught.map(asJson), null, 2)
      : caught.map(caughtText).join('\n\n').split('\n').map(printable).join('\n'),
  );
  if (delivery.kind === 'sent') return 0;
  print(`${channel} would not be told: ${delivery.why}`);
  return 1;
}

/** @throws Error if the configuration knows no such channel */
export function channelIn({ channels }: Config, channel: string): Config['channels'][string] {
  const settings = Object.hasOwn(channels, channel) ? channels[channel] : undefined;
  if (settings !== undefined) return settings;
  throw new Error(`"${channel}" is no channel; there are: ${Object.keys(channels).join(', ') || 'none'}`);
}

function asJson(caught: Caught): object {
  return caught.by === 'http' ? { ...caught, body: JSON.parse(caught.body) } : caught;
}

function caughtText(caught: Caught): string {
  if (caught.by === 'mail') {
    const cc = caught.cc.length > 0 ? [`Cc: ${caught.cc.join(', ')}`] : [];
    return [
      `From: ${caught.from}`,
      `To: ${caught.to.join(', ')}`,
      ...cc,
      `Subject: ${caught.subject}`,
      '',
      caught.text,
    ].join('\n');
  }
  if (caught.by === 'topic') return `Topic: ${caught.topic}\nSubject: ${caught.subject}\n\n${caught.message}`;
  if (caught.by === 'sms') return `Text message to ${caught.phone}\n\n${caught.message}`;
  if (caught.by === 'bus')
    return `Event "${caught.detailType}" to the bus ${caught.bus}\n${JSON.stringify(caught.detail, null, 2)}`;
  const seen = seenText(caught.body);
  const json = JSON.stringify(JSON.parse(caught.body), null, 2);
  return [...(seen ? [seen, ''] : []), `${caught.method} ${caught.url}`, json].join('\n');
}

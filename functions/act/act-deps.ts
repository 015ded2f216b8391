import type { HttpAnswer, HttpRequest } from '../channels/channel.ts';
import type { Config } from '../config/schema.ts';
import type { Alert } from '../core/alert.ts';
import type { AuditRecord } from '../core/audit-record.ts';
import type { Group, GroupLog } from '../core/group.ts';
import type { Actor, Handling } from '../core/handling.ts';
import type { Log } from '../core/log.ts';
import type { NoticePage, NoticeSpan } from '../core/notice-record.ts';
import type { Override } from '../core/override.ts';
import type { SecretAnswer } from '../core/secret.ts';
import type { Silence } from '../core/silence.ts';
import type { Token } from '../core/token.ts';

/** Every `save…` is false if somebody else has written since it was read. */
export type ActDeps = {
  config: Config;
  /** Of all states, as far as they are not forgotten. */
  alertsOfRule(tenant: string, rule: string): Promise<Alert[]>;
  alert(tenant: string, rule: string, id: string): Promise<Alert | undefined>;
  /** Those that are still there, of any rules. */
  alerts(tenant: string, alerts: readonly { rule: string; id: string }[]): Promise<Alert[]>;
  /** `keepUntil`: epoch milliseconds. */
  saveAlert(alert: Alert, keepUntil: number): Promise<boolean>;
  group(tenant: string, id: string): Promise<Group | undefined>;
  groups(tenant: string): Promise<Group[]>;
  groupLog(tenant: string, id: string): Promise<GroupLog | undefined>;
  handling(tenant: string, alert: string): Promise<Handling | undefined>;
  handlings(tenant: string): Promise<Handling[]>;
  saveHandling(handling: Handling): Promise<boolean>;
  silences(tenant: string): Promise<Silence[]>;
  saveSilence(silence: Silence): Promise<boolean>;
  overrides(tenant: string): Promise<Override[]>;
  saveOverride(tenant: string, override: Override, before: Override | undefined): Promise<boolean>;
  removeOverride(tenant: string, before: Override): Promise<boolean>;
  /** Of the whole stage. */
  tokens(): Promise<Token[]>;
  saveToken(token: Token): Promise<boolean>;
  revokeToken(token: Token): Promise<boolean>;
  /** When a token was last used, to the minute. @param id its */
  lastCall(id: string): Promise<number | undefined>;
  audit(record: AuditRecord): Promise<void>;
  audited(span: { tenant: string; from: number; to: number; limit: number }): Promise<AuditRecord[]>;
  notices(span: NoticeSpan): Promise<NoticePage>;
  /** Epoch milliseconds. */
  now(): number;
  /** Wall-clock time in epoch milliseconds: tokens, links and Slack's signatures are of the real world. */
  wall(): number;
  /** 12 hex digits that nobody has used. */
  newId(): string;
  log: Log;
};

/** For whom, by whom and with what something is done. */
export type Ground = { tenant: string; by: Actor; deps: ActDeps };

/** What the web fronts need beside it. */
export type FrontDeps = ActDeps & {
  stage: string;
  /** Signs the links. */
  actionKey(): Promise<string>;
  /** The lines of a tenant's secret. */
  secret(tenant: string, name: string): Promise<SecretAnswer>;
  /** False if a request of that signature was taken before. `wall`: epoch milliseconds. */
  take(tenant: string, signature: string, wall: number): Promise<boolean>;
  post(request: HttpRequest): Promise<HttpAnswer>;
};

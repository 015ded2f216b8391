import { cutText, oneLine } from '../../core/cut-text.ts';
import { jsonText } from '../../core/json-text.ts';
import type { Severity } from '../../core/severity.ts';
import type { HttpRequest, Notice } from '../channel.ts';
import { headlineOf, newsLine } from '../headline.ts';
import { plainText } from '../plain-text.ts';

/** What Opsgenie takes, in characters (docs.opsgenie.com, Alert API); `detail` is ours: all of them may have 8000. */
const limits = {
  message: 130,
  description: 15_000,
  tags: 20,
  tag: 50,
  entity: 512,
  source: 100,
  note: 25_000,
  detail: 500,
};

const priorities = { critical: 'P1', high: 'P2', medium: 'P3', low: 'P4', info: 'P5' } as const satisfies Record<
  Severity,
  string
>;

export type Responder = {
  type: string;
  id?: string | undefined;
  name?: string | undefined;
  username?: string | undefined;
};
type Settings = { url: string; responders: readonly Responder[] };

/** The dedup key without slashes: it is part of a path. */
export function aliasOf({ dedupKey }: Notice): string {
  return dedupKey.replaceAll('/', ':');
}

/**
 * What is asked of Opsgenie, in this order. Creating what is open already only counts it, and opens anew what somebody
 * closed there; what has changed since is a note, and a worse severity a priority.
 */
export function opsgenieRequests(notice: Notice, { url, responders }: Settings, source: string): HttpRequest[] {
  const of = `${url.replace(/\/$/, '')}/v2/alerts`;
  const known = (deed: string) => `${of}/${encodeURIComponent(aliasOf(notice))}/${deed}?identifierType=alias`;
  const said = { source: cutText(source, limits.source), note: noteOf(notice) };
  if (notice.kind === 'resolved') return [request(known('close'), said)];
  if (notice.kind === 'acknowledged') return [request(known('acknowledge'), said)];
  const create = request(of, createBody(notice, responders, source));
  if (notice.reference === undefined) return [create];
  const priority: HttpRequest = {
    ...request(known('priority'), { priority: priorities[notice.severity] }),
    method: 'PUT',
  };
  return [create, ...(notice.reason === 'severity-rose' ? [priority] : []), request(known('notes'), said)];
}

function request(url: string, body: unknown): HttpRequest {
  return { url, headers: { 'content-type': 'application/json' }, body: jsonText(body) };
}

function createBody(notice: Notice, responders: readonly Responder[], source: string) {
  const { text, tenant, labels, group, severity } = notice;
  return {
    message: cutText(headlineOf(notice), limits.message),
    alias: aliasOf(notice),
    description: cutText(plainText(notice), limits.description),
    tags: tagsOf(notice),
    details: detailsOf({ ...labels, tenant, severity, group, alert: text.footer }),
    ...(labels.rule && { entity: cutText(labels.rule, limits.entity) }),
    source: cutText(source, limits.source),
    priority: priorities[severity],
    ...(responders.length > 0 && { responders }),
  };
}

function noteOf(notice: Notice): string {
  const news = newsLine(notice);
  const lines = [
    news,
    headlineOf(notice),
    notice.text.comparison,
    ...notice.text.facts,
    ...(notice.text.members ?? []),
  ];
  return cutText(lines.filter((line) => line).join('\n'), limits.note);
}

function tagsOf({ severity, tenant, labels }: Notice): string[] {
  const tags = [severity, tenant, ...Object.entries(labels).map(([label, value]) => `${label}:${value}`)];
  return [...new Set(tags.map((tag) => cutText(oneLine(tag), limits.tag)))].slice(0, limits.tags);
}

function detailsOf(values: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(values).slice(0, 15);
  return Object.fromEntries(entries.map(([name, value]) => [cutText(name, 30), cutText(value, limits.detail)]));
}

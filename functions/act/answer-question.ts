import { withOverrides } from '../config/overrides.ts';
import { inParallel } from '../core/in-parallel.ts';
import { noticesKept } from '../core/notice-record.ts';
import { whoIsOnCall } from '../core/on-call.ts';
import { severityOrder } from '../core/severity.ts';
import { silenceState } from '../core/silence.ts';
import { day } from '../core/time.ts';
import type { ActDeps } from './act-deps.ts';
import type { ActOutcome } from './act-outcome.ts';
import type { Question } from './act-request.ts';
import { handlingText } from './handling-text.ts';
import { listTokens } from './on-tokens.ts';
import { isFiring, tenantAlerts } from './tenant-alerts.ts';

type Asked<Name extends Question['do']> = Extract<Question, { do: Name }>;

/** A function's answer has its limit, 6 MB, and a person's patience a lower one. */
const mostRecords = 500;
const mostBytes = 4_000_000;

/** Tells what is the case now; changes nothing. */
export async function answerQuestion(tenant: string, question: Question, deps: ActDeps): Promise<ActOutcome> {
  switch (question.do) {
    case 'list-alerts':
      return listAlerts(tenant, deps);
    case 'list-silences':
      return listSilences(tenant, deps);
    case 'list-overrides':
      return listOverrides(tenant, deps);
    case 'list-on-call':
      return listOnCall(tenant, question.at ?? deps.now(), deps);
    case 'list-tokens':
      return listTokens({ tenant, allTenants: question.allTenants }, deps);
    case 'list-audit':
      return listAudit(tenant, question, deps);
    case 'list-notices':
      return listNotices(tenant, question, deps);
  }
}

/** The worst first, of those the newest. */
async function listAlerts(tenant: string, deps: ActDeps): Promise<ActOutcome> {
  const firing = (await tenantAlerts(tenant, deps)).filter(isFiring);
  const order = firing.sort(
    (a, b) => severityOrder(a.severity) - severityOrder(b.severity) || (b.firedAt ?? 0) - (a.firedAt ?? 0),
  );
  const told = await inParallel(order.slice(0, mostRecords), 16, async (alert) => {
    const { id, rule, labels, severity, firedAt } = alert;
    return { id, rule, labels, severity, firedAt, handling: handlingText(await deps.handling(tenant, id), alert) };
  });
  const alerts = fitting(told);
  const more = order.length - alerts.length;
  return { kind: 'alerts', alerts, ...(more > 0 && { more }) };
}

/** What ends last first, and so what is over last. */
async function listSilences(tenant: string, deps: ActDeps): Promise<ActOutcome> {
  const silences = (await deps.silences(tenant)).sort((a, b) => b.endsAt - a.endsAt);
  return { kind: 'silences', silences: silences.map((one) => ({ ...one, state: silenceState(one, deps.now()) })) };
}

async function listOverrides(tenant: string, deps: ActDeps): Promise<ActOutcome> {
  const now = deps.now();
  const overrides = (await deps.overrides(tenant)).filter(({ until }) => until === undefined || now < until);
  return { kind: 'overrides', overrides, refused: withOverrides(deps.config, overrides, now).refused };
}

async function listOnCall(tenant: string, at: number, deps: ActDeps): Promise<ActOutcome> {
  const { config } = withOverrides(deps.config, await deps.overrides(tenant), deps.now());
  const zone = config.tenants[tenant]?.timeZone ?? 'UTC';
  const schedules = whoIsOnCall(config.onCall, at, zone).map(({ schedule, person, contact, until }) => ({
    schedule,
    person,
    name: contact?.name,
    until,
  }));
  return { kind: 'on-call', at, schedules };
}

async function listAudit(tenant: string, question: Asked<'list-audit'>, deps: ActDeps): Promise<ActOutcome> {
  const to = question.to ?? deps.now() + 1;
  const from = question.from ?? to - 7 * day;
  if (from >= to) return { kind: 'refused', why: 'the beginning has to be before the end' };
  const found = await deps.audited({ tenant, from, to, limit: mostRecords + 1 });
  const records = fitting(found.slice(0, mostRecords));
  const next = found[records.length];
  if (next === undefined) return { kind: 'audit', records };
  // What was done in the same millisecond comes together.
  return { kind: 'audit', records: records.filter(({ at }) => at > next.at), more: next.at + 1 };
}

/** The newest of them, and where the next answer begins. */
async function listNotices(tenant: string, question: Asked<'list-notices'>, deps: ActDeps): Promise<ActOutcome> {
  const { since, cursor } = question;
  const alert = question.alert?.toLowerCase();
  const to = deps.now() + 1;
  const from = to - Math.min(since, noticesKept);
  return { kind: 'notices', ...(await deps.notices({ tenant, from, to, alert, limit: mostRecords, cursor })) };
}

/** The first of a list, as far as an answer can hold them. */
function fitting<One>(list: readonly One[]): One[] {
  let room = mostBytes;
  const end = list.findIndex((one) => {
    room -= Buffer.byteLength(JSON.stringify(one));
    return room < 0;
  });
  return end === -1 ? [...list] : list.slice(0, end);
}

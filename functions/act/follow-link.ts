import { type Grant, verifyToken } from '../core/action-link.ts';
import type { Alert } from '../core/alert.ts';
import { groupMatchers } from '../core/group-matchers.ts';
import { inParallel } from '../core/in-parallel.ts';
import { act } from './act.ts';
import type { FrontDeps } from './act-deps.ts';
import { askedBy } from './asked-by-link.ts';
import { handlingText } from './handling-text.ts';
import { confirmationPage, expiredPage, forgedPage, longestName, outcomePage } from './link-page.ts';
import { type PageAnswer, plainAnswer } from './page-answer.ts';
import type { PageRequest } from './page-request.ts';
import { firingInGroup } from './targets.ts';

/** A name is all that is sent. */
const longestForm = 4096;

/** Answers a signed link: to open it shows what would be done, and only its form does it. */
export async function followLink(token: string, request: PageRequest, deps: FrontDeps): Promise<PageAnswer> {
  const verdict = verifyToken(token, { key: await deps.actionKey(), stage: deps.stage, now: deps.wall() });
  if (verdict.kind === 'forged') return forgedPage();
  if (verdict.kind === 'expired') return expiredPage();
  if (request.method === 'GET' || request.method === 'HEAD') return ask(verdict.grant, deps);
  if (request.method === 'POST') return carryOut(verdict.grant, request.body, deps);
  return { ...plainAnswer(405, 'Method Not Allowed'), headers: { allow: 'GET, HEAD, POST' } };
}

async function ask(grant: Grant, deps: FrontDeps): Promise<PageAnswer> {
  const { tenant, group: id } = grant;
  const [group, alerts] = await Promise.all([deps.group(tenant, id), firingInGroup(tenant, id, deps)]);
  const handlings = new Map<Alert, string>();
  await inParallel(alerts, 16, async (alert) => {
    handlings.set(alert, handlingText(await deps.handling(tenant, alert.id), alert));
  });
  return confirmationPage({
    grant,
    alerts,
    handling: (alert) => handlings.get(alert) ?? '',
    matchers: group ? groupMatchers(group) : [],
    zone: deps.config.tenants[tenant]?.timeZone ?? 'UTC',
  });
}

async function carryOut(grant: Grant, body: string, deps: FrontDeps): Promise<PageAnswer> {
  if (body.length > longestForm) return plainAnswer(413, 'Request Entity Too Large');
  const by = { name: nameIn(body), via: 'link' as const };
  return outcomePage(grant.action, await act({ tenant: grant.tenant, by, action: askedBy(grant) }, deps));
}

/** As far as it is known: whoever holds the link says it. */
function nameIn(form: string): string {
  const name = new URLSearchParams(form).get('name') ?? '';
  const plain = name.replace(/[\p{C}\s]+/gu, ' ').trim();
  return plain === '' ? 'somebody with the link' : [...plain].slice(0, longestName).join('');
}

import * as z from 'zod';
import { linkActions, verifyToken } from '../core/action-link.ts';
import { isFromSlack, slackSigning } from '../core/slack-signature.ts';
import { act } from './act.ts';
import type { FrontDeps } from './act-deps.ts';
import { askedBy } from './asked-by-link.ts';
import { outcomeLines } from './outcome-lines.ts';
import { type PageAnswer, plainAnswer } from './page-answer.ts';
import type { PageRequest } from './page-request.ts';

/** What we need of a `block_actions` payload (https://api.slack.com/reference/interaction-payloads/block-actions). */
const payloadSchema = z.object({
  type: z.string(),
  user: z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() }),
  response_url: z.string().optional(),
  actions: z.array(z.object({ value: z.string().optional() })).default([]),
});
type Payload = z.infer<typeof payloadSchema>;

/**
 * A button that was pressed in Slack, whose value is the same token as in the link. Slack shows a warning unless it has
 * an answer within 3 s; the message itself is changed by the group's next notice.
 */
export async function takeSlackInteraction(request: PageRequest, deps: FrontDeps): Promise<PageAnswer> {
  const payload = payloadIn(request.body);
  if (payload === undefined) return plainAnswer(400, 'no payload of an interaction');
  const token = payload.actions[0]?.value;
  // A button that is a link tells of itself, too; there is nothing to do.
  if (token === undefined) return plainAnswer(200);
  const verdict = verifyToken(token, { key: await deps.actionKey(), stage: deps.stage, now: deps.wall() });
  if (verdict.kind === 'forged') return plainAnswer(401, 'not a button of ours');
  const { grant } = verdict;
  const signing = await deps.secret(grant.tenant, slackSigning);
  if (signing.kind === 'unavailable') return plainAnswer(503, 'the signing secret cannot be read now');
  if (!isFromSlack(request, signing.kind === 'known' ? signing.lines : [], deps.wall())) {
    deps.log.warn('an interaction that Slack did not sign', {
      tenant: grant.tenant,
      configured: signing.kind === 'known',
    });
    return plainAnswer(401, 'not signed by Slack with the signing secret of this tenant');
  }
  if (verdict.kind === 'expired') {
    await tell(payload, ['This button has expired. Use the newest message about the alert.'], deps);
    return plainAnswer(200);
  }
  // Whoever sends a request again, of a recorded one too, has had its answer.
  if (!(await deps.take(grant.tenant, request.headers['x-slack-signature'] ?? '', deps.wall())))
    return plainAnswer(200);
  const by = { name: nameOf(payload), via: 'slack' as const };
  const outcome = await act({ tenant: grant.tenant, by, action: askedBy(grant) }, deps);
  await tell(payload, [`${linkActions[grant.action]}:`, ...outcomeLines(outcome)], deps);
  return plainAnswer(200);
}

function payloadIn(body: string): Payload | undefined {
  const text = new URLSearchParams(body).get('payload');
  try {
    const parsed = payloadSchema.safeParse(JSON.parse(text ?? ''));
    return parsed.success && parsed.data.type === 'block_actions' ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function nameOf({ user }: Payload): string {
  return user.name ?? user.username ?? user.id;
}

/** Only the one who pressed sees it. That it does not arrive changes nothing of what was done. */
async function tell({ response_url: url }: Payload, lines: readonly string[], deps: FrontDeps): Promise<void> {
  if (url === undefined || !isSlackHook(url)) return;
  const text = lines.join('\n').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, text });
  const answer = await deps.post({ url, headers: { 'content-type': 'application/json' }, body });
  if (answer.kind === 'answered' && answer.status < 300) return;
  deps.log.warn('Slack did not take the answer to a button', {
    why: answer.kind === 'answered' ? String(answer.status) : answer.failure,
  });
}

/** Only Slack says where answers go, but nothing that it says leads elsewhere. */
function isSlackHook(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === 'https:' && host === 'hooks.slack.com' && username === '' && password === '';
}

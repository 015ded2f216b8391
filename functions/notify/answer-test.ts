import * as z from 'zod';
import { deliver } from '../channels/index.ts';
import type { SendDeps } from './send-notice.ts';
import { testNotice } from './test-notice.ts';

const requestSchema = z.strictObject({ test: z.strictObject({ tenant: z.string(), channel: z.string() }) });
export type TestRequest = z.infer<typeof requestSchema>;

/** `unknown`: the stage has no such tenant or channel. `retry`: it may work later; a test is not tried again. */
export const testOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sent') }),
  z.object({ kind: z.enum(['retry', 'refused', 'unconfigured', 'unknown']), why: z.string() }),
]);
export type TestOutcome = z.infer<typeof testOutcomeSchema>;

type TestDeps = Pick<SendDeps, 'stage' | 'channels' | 'tenants' | 'tools' | 'now' | 'log'>;

/** Answers a request for a test of a channel; every other event goes on. */
export async function answerTest<Answer>(
  event: unknown,
  deps: TestDeps,
  otherwise: () => Promise<Answer>,
): Promise<TestOutcome | Answer> {
  const request = requestSchema.safeParse(event);
  return request.success ? testChannel(request.data, deps) : otherwise();
}

/** Sends a notice that is marked as a test, as real ones are sent: by the deployed settings, secret and rights. */
export async function testChannel({ test }: TestRequest, deps: TestDeps): Promise<TestOutcome> {
  const outcome = await attempt(test, deps);
  deps.log.info('channel tested', { ...test, ...outcome });
  return outcome;
}

async function attempt({ tenant, channel }: TestRequest['test'], deps: TestDeps): Promise<TestOutcome> {
  const settings = Object.hasOwn(deps.channels, channel) ? deps.channels[channel] : undefined;
  if (settings === undefined) return unknown('channel', channel, deps.channels);
  const known = Object.hasOwn(deps.tenants, tenant) ? deps.tenants[tenant] : undefined;
  if (known === undefined) return unknown('tenant', tenant, deps.tenants);
  const notice = testNotice({ tenant, channel, stage: deps.stage, timeZone: known.timeZone, now: deps.now() });
  try {
    const delivery = await deliver(notice, settings, deps.tools(tenant, channel));
    return delivery.kind === 'sent' ? { kind: 'sent' } : { kind: delivery.kind, why: delivery.why };
  } catch (error) {
    return { kind: 'retry', why: String(error) };
  }
}

function unknown(what: string, name: string, there: Readonly<Record<string, unknown>>): TestOutcome {
  const names = Object.keys(there).join(', ') || 'none';
  return { kind: 'unknown', why: `"${name}" is no ${what} of the stage, whose ${what}s are: ${names}` };
}

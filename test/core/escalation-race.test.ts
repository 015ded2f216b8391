import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acknowledgement } from '../../functions/core/acknowledgement.ts';
import { escalate } from '../../functions/core/escalate.ts';
import { handle } from '../../functions/core/handle.ts';
import type { Handling } from '../../functions/core/handling.ts';
import { minute } from '../../functions/core/time.ts';
import { anna, firing, ladder, policyOf } from '../support/handlings.ts';

const rules = { confirmWithin: 30 * minute, respondWithin: {} };
const policy = policyOf(ladder);
const quarterPast = 15 * minute;

/** What is stored is written on condition of the revision that was read. */
function store(handling: Handling | undefined) {
  const writes: string[] = [];
  let stored = handling;
  return {
    writes,
    read: () => stored,
    write(next: Handling, by: string): boolean {
      if (next.rev !== (stored?.rev ?? 0) + 1) return false;
      stored = next;
      writes.push(by);
      return true;
    },
  };
}

function stepped(read: Handling | undefined): Handling | undefined {
  const acknowledged = acknowledgement(read, firing(), rules, quarterPast).kind !== 'none';
  const next = escalate(read, { alert: firing(), policy, muted: false, acknowledged }, quarterPast);
  return next === read ? undefined : next;
}

function acknowledged(read: Handling | undefined): Handling {
  const done = handle(read, firing(), { do: 'acknowledge', by: anna }, quarterPast);
  if (done.kind !== 'changed') throw new Error(done.why);
  return done.handling;
}

const begun = escalate(undefined, { alert: firing(), policy, muted: false, acknowledged: false }, 0);
const callsOf = (handling: Handling | undefined) => Object.keys(handling?.escalation?.called ?? {});

describe('4.8-3: acknowledged at 15:00 exactly, when a step is due', () => {
  test('the acknowledgement is written first: the step is refused, and not due when it looks again', () => {
    const table = store(begun);
    const step = stepped(table.read());
    expect(table.write(acknowledged(table.read()), 'acknowledgement')).toBe(true);
    expect(step && table.write(step, 'step')).toBe(false);
    expect(stepped(table.read())).toBeUndefined();
    expect(callsOf(table.read())).toEqual(['slack', 'mail']);
  });

  test('the step is written first: the acknowledgement is refused, and lands when it is tried again', () => {
    const table = store(begun);
    const early = acknowledged(table.read());
    const step = stepped(table.read());
    expect(step && table.write(step, 'step')).toBe(true);
    expect(table.write(early, 'acknowledgement')).toBe(false);
    expect(table.write(acknowledged(table.read()), 'acknowledgement')).toBe(true);
    expect(callsOf(table.read())).toEqual(['slack', 'mail', 'pagerduty', 'sms']);
    expect(stepped(table.read())).toBeUndefined();
  });

  test('whatever their order: nobody is called after the acknowledgement, which always lands', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const table = store(begun);
        const turn = () => scheduler.schedule(Promise.resolve());
        const person = async () => {
          for (let landed = false; !landed; ) {
            await turn();
            const next = acknowledged(table.read());
            await turn();
            landed = table.write(next, 'acknowledgement');
          }
        };
        const tick = async () => {
          for (let tries = 0; tries < 3; tries += 1) {
            await turn();
            const next = stepped(table.read());
            await turn();
            if (next) table.write(next, 'step');
          }
        };
        await scheduler.waitFor(Promise.all([person(), tick()]));
        outcomes.add(table.writes.join(', '));
        expect(callsOf(table.read()).includes('pagerduty')).toBe(table.writes[0] === 'step');
      }),
    );
    expect([...outcomes].sort()).toEqual(['acknowledgement', 'step, acknowledgement']);
  });
});

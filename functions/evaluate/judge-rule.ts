import type { RuleSettings } from '../config/schema.ts';
import type { Judgement } from '../rules/rule-kind.ts';
import { judgements } from './evaluate-tick.ts';
import { createReadings, type ReadingContext, type Sources } from './readings.ts';

type JudgeInput = ReadingContext & {
  stage: string;
  rule: RuleSettings;
  /** All of the tenant's, those that are off included. */
  rules: readonly RuleSettings[];
};

export type JudgeOutcome = { kind: 'judged'; judgement: Judgement } | { kind: 'failed'; why: string };

/** What a rule finds at a tick, on or off, by the code that evaluates it live; nothing is written. */
export async function judgeRule(input: JudgeInput, sources: Sources): Promise<JudgeOutcome> {
  const { judged } = judgements(
    { ...input, lag: 0, health: new Map() },
    { stage: input.stage, readings: () => createReadings(input, sources) },
  );
  try {
    return { kind: 'judged', judgement: await judged(input.rule) };
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
}

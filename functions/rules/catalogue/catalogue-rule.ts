import type { RuleInput } from '../index.ts';

/** A rule that is shipped: what it answers (docs/requirements.md), and why it is on or off unless a team says otherwise. */
export type CatalogueRule = { rule: RuleInput & { impact: string; runbook: string }; answers: string[]; why: string };

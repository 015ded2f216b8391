import { applicationRules } from './application.ts';
import { callRules } from './calls.ts';
import type { CatalogueRule } from './catalogue-rule.ts';
import { complianceRules } from './compliance.ts';
import { deliveryRules } from './delivery.ts';
import { moneyRules } from './money.ts';
import { platformRules } from './platform.ts';
import { receiptRules } from './receipts.ts';

/** Every rule that is shipped (docs/rules.md). */
export const catalogue: readonly CatalogueRule[] = [
  ...deliveryRules,
  ...receiptRules,
  ...complianceRules,
  ...callRules,
  ...applicationRules,
  ...moneyRules,
  ...platformRules,
];

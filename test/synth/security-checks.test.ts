import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { build } from './synthesis.ts';

test.each(['prod', 'dev'])("%s: AWS's security checks find nothing that is not accepted with a reason", (stage) => {
  const { app } = build(stage);
  for (const checks of [new AwsSolutionsChecks(app), new ServerlessChecks(app)]) {
    const { violations } = checks.validateScope(app);
    const found = violations.map(({ ruleName, violatingResources }) => [
      ruleName,
      ...violatingResources.map((resource) => resource.constructPath),
    ]);
    expect(found).toEqual([]);
  }
});

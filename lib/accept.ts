import { Stack, Validations } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { IConstruct } from 'constructs';

/** Says why a finding of the security checks is not a fault here. */
export function accept(construct: IConstruct, findings: Record<string, string>): void {
  for (const [id, reason] of Object.entries(findings)) Validations.of(construct).acknowledge({ id, reason });
}

/** Says why a role may use more than one resource in these permissions, and in no others. */
export function acceptWildcards(role: IConstruct, resources: string[], reason: string): void {
  for (const resource of resources) {
    const text = flattenCfnReference(Stack.of(role).resolve(resource));
    accept(role, { [`AwsSolutions-IAM5[Resource::${text}]`]: reason });
  }
}

import { RemovalPolicy } from 'aws-cdk-lib';

/** Stages made to be thrown away: deleting their stack deletes their data. */
const disposableStages: readonly string[] = ['dev', 'test'];

export function isDisposable(stage: string): boolean {
  return disposableStages.includes(stage);
}

/** What happens to data when its resource leaves the stack. */
export function dataRemoval(stage: string): RemovalPolicy {
  return isDisposable(stage) ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
}

import { levelVectors } from './step-level-vectors.ts';
import { prometheusVectors } from './step-prometheus-vectors.ts';
import { keepsStepPromise, type Module } from './step-timeline.ts';

export const stepVectors = [...prometheusVectors, ...levelVectors];

/** The ids of the vectors that do not hold. */
export function failedStepVectors(module: Module): string[] {
  return stepVectors.filter((vector) => !keepsStepPromise(vector, module)).map(({ id }) => id);
}

import type { Labels } from './matcher.ts';

/** The labels that all have, with the same value. */
export function sharedLabels([first = {}, ...others]: readonly Labels[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) =>
      others.every((labels) => Object.hasOwn(labels, name) && labels[name] === value),
    ),
  );
}

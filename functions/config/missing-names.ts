import { didYouMean } from './known-labels.ts';
import type { Issue } from './readable-issues.ts';

/** Names that are to be in a section of the configuration, and are not. @param path where they are named */
export function missingNames(
  names: readonly string[],
  section: string,
  there: object | undefined,
  path: string,
): Issue[] {
  const known = Object.keys(there ?? {});
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({ path, message: `"${name}" is not in ${section}${didYouMean(name, known)}` }));
}

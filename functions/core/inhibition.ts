import * as z from 'zod';
import { type Labels, matcherSchema, matchesAll } from './matcher.ts';

/** While something that `source` matches fires, what `target` matches is muted, if both agree in all labels of `equal`. */
export const inhibitionSchema = z.object({
  name: z.string().optional(),
  source: z.array(matcherSchema),
  target: z.array(matcherSchema),
  /** Labels; one that is missing counts as empty (SEMANTICS 4.4). */
  equal: z.array(z.string()),
});
export type Inhibition = z.infer<typeof inhibitionSchema>;

/** An alert that fires. */
export type Source = { id: string; labels: Labels };

/** The sources of one inhibition, by what they have to agree in: the first that is no target, and the first of all. */
type Indexed = Inhibition & { byEqual: ReadonlyMap<string, { oneSided?: Source; any: Source }> };

/** Sources by inhibition and by the values that have to agree, so that a target is looked up and not compared with each. */
export type InhibitionIndex = readonly Indexed[];

export function indexSources(inhibitions: readonly Inhibition[], firing: readonly Source[]): InhibitionIndex {
  return inhibitions.map((inhibition) => {
    const byEqual = new Map<string, { oneSided?: Source; any: Source }>();
    for (const source of firing) {
      if (!matchesAll(inhibition.source, source.labels)) continue;
      const key = keyOf(inhibition, source.labels);
      const found = byEqual.get(key) ?? { any: source };
      if (!matchesAll(inhibition.target, source.labels)) found.oneSided ??= source;
      byEqual.set(key, found);
    }
    return { ...inhibition, byEqual };
  });
}

/**
 * The firing alerts that mute a target, one for each inhibition (SEMANTICS 4.4). A target that is a source too is not
 * muted by such as are both: two of them would mute each other.
 */
export function inhibitedBy(target: Labels, index: InhibitionIndex): Source[] {
  return index.flatMap((inhibition) => {
    if (!matchesAll(inhibition.target, target)) return [];
    const found = inhibition.byEqual.get(keyOf(inhibition, target));
    const source = matchesAll(inhibition.source, target) ? found?.oneSided : found?.any;
    return source ?? [];
  });
}

function keyOf({ equal }: Inhibition, labels: Labels): string {
  return JSON.stringify(equal.map((label) => labels[label] ?? ''));
}

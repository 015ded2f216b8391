import { decide, type Module } from './notify-decision.ts';
import { endingVectors } from './notify-ending-vectors.ts';
import { firingVectors } from './notify-firing-vectors.ts';
import { flappingVectors } from './notify-flapping-vectors.ts';
import { notifyStories, playStory } from './notify-stories.ts';

export const notifyVectors = [...firingVectors, ...endingVectors, ...flappingVectors];

/** The ids of the vectors and stories that do not hold. */
export function failedNotifyVectors(module: Module): string[] {
  return [
    ...notifyVectors.filter((vector) => decide(vector, module) !== vector.due),
    ...notifyStories.filter((story) => playStory(story, module) !== story.arrives),
  ].map(({ id }) => id);
}

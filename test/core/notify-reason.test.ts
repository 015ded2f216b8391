import { describe, expect, test } from 'vitest';
import { notifyReason } from '../../functions/core/notify-reason.ts';
import { decide } from './notify-decision.ts';
import { notifyStories, playStory } from './notify-stories.ts';
import { notifyVectors } from './notify-vectors.ts';

describe('whether a channel is told', () => {
  for (const vector of notifyVectors) {
    test(`${vector.id}: ${vector.due}`, () => {
      expect(decide(vector, { notifyReason })).toBe(vector.due);
    });
  }
});

describe('what arrives on a channel', () => {
  for (const story of notifyStories) {
    test(`${story.id}: ${story.name}`, () => {
      expect(playStory(story, { notifyReason })).toBe(story.arrives);
    });
  }

  test('4.9-5: another channel that is up is told at once and counts its own cooldown', () => {
    const story = notifyStories.find(({ id }) => id === '4.9-5');
    if (!story) throw new Error('4.9-5 is gone');
    const { down: _, ...up } = story;
    expect(playStory(up, { notifyReason })).toBe('F0 R10 F60');
  });
});

import { describe, expect, test } from 'vitest';
import { advance } from '../../functions/core/advance.ts';
import { factVectors, learntFacts } from './advance-facts.ts';

describe('what a journal entry learns', () => {
  for (const vector of factVectors) {
    test(vector.id, () => {
      expect(learntFacts(vector, { advance })).toEqual(vector.knows);
    });
  }
});

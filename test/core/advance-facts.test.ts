import { describe, expect, test } from 'vitest';
import { advanceMessage } from '../../functions/core/message/advance.ts';
import { factVectors, learntFacts } from './advance-facts.ts';

describe('what a journal entry learns', () => {
  for (const vector of factVectors) {
    test(vector.id, () => {
      expect(learntFacts(vector, { advanceMessage })).toEqual(vector.knows);
    });
  }
});

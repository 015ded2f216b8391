import { expect, test } from 'vitest';
import { withFlapping } from '../../functions/core/flapping.ts';
import { flappingPromise, flappingVectors, runFlapping } from './flapping-vectors.ts';

for (const vector of flappingVectors) {
  test(`${vector.id}: ${vector.name}`, () => {
    const result = runFlapping(vector, { withFlapping });
    expect(result).toEqual(flappingPromise(vector, result));
  });
}

import { expect, test } from 'vitest';
import { restoreAlert, restoreLevel } from '../../functions/core/restore.ts';
import { alertVectors, restored, restoredAlert, restoreVectors } from './restore-vectors.ts';

for (const vector of restoreVectors) {
  test(`${vector.id}: ${vector.name}`, () => {
    expect(restored(vector, { restoreLevel })).toBe(vector.becomes);
  });
}

for (const { id, name, before, after } of alertVectors) {
  test(`${id}: ${name}`, () => {
    expect(restoredAlert(before, { restoreAlert })).toEqual(after);
  });
}

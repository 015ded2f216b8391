import { describe, expect, test } from 'vitest';
import { decideGroup } from '../../functions/core/decide-group.ts';
import { isFlushed } from '../../functions/core/group-flush.ts';
import { memberDue } from '../../functions/core/member-due.ts';
import { decideGroupVectors } from './decide-group-vectors.ts';
import { groupFlushVectors } from './group-flush-vectors.ts';
import { memberDueVectors } from './member-due-vectors.ts';

describe('a group of a channel', () => {
  test.each(decideGroupVectors)('$id: $gives', ({ of, gives }) => {
    expect(of({ decideGroup })).toBe(gives);
  });
});

describe('what people said of an alert', () => {
  test.each(memberDueVectors)('$id: $gives', ({ of, gives }) => {
    expect(of({ memberDue })).toBe(gives);
  });
});

describe('a group is flushed', () => {
  test.each(groupFlushVectors)('$id: $gives', ({ of, gives }) => {
    expect(of({ isFlushed })).toBe(gives);
  });
});

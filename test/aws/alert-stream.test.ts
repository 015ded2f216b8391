import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import { toAlertItem } from '../../functions/aws/alert-item.ts';
import { alertBatchOf, batchResult } from '../../functions/aws/alert-stream.ts';
import { outage } from '../support/alerts.ts';

const item = (changes = {}) => marshall(toAlertItem(outage(changes), 1_000));

test('reads the alerts of a stream event as they were written, removals left out', () => {
  const event = {
    Records: [
      { eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage: item() } },
      { eventName: 'MODIFY', dynamodb: { SequenceNumber: '2', OldImage: item(), NewImage: item({ rev: 4 }) } },
      { eventName: 'REMOVE', dynamodb: { SequenceNumber: '3', OldImage: item() } },
    ],
  };
  expect(alertBatchOf(event)).toEqual({
    changes: [
      { sequence: '1', before: undefined, after: outage() },
      { sequence: '2', before: outage(), after: outage({ rev: 4 }) },
    ],
    unreadable: [],
  });
});

test('sets aside an image that is no alert, with the reason', () => {
  const event = { Records: [{ dynamodb: { SequenceNumber: '1', NewImage: marshall({ pk: 'x', sk: 'y' }) } }] };
  const { changes, unreadable } = alertBatchOf(event);
  expect(changes).toEqual([]);
  expect(unreadable).toEqual([{ sequence: '1', why: expect.stringContaining('tenant') }]);
});

test('asks for the batch again from the first unfinished record', () => {
  expect(batchResult({ kind: 'done' })).toEqual({ batchItemFailures: [] });
  expect(batchResult({ kind: 'unfinished', from: '2' })).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
});

import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import { toAlertItem } from '../../functions/aws/alert-item.ts';
import { batchResult, streamBatchOf } from '../../functions/aws/alert-stream.ts';
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
  expect(streamBatchOf(event)).toEqual({
    changes: [
      { sequence: '1', before: undefined, after: outage() },
      { sequence: '2', before: outage(), after: outage({ rev: 4 }) },
    ],
    groups: [],
    unreadable: [],
  });
});

test('reads groups beside alerts', () => {
  const times = { wait: 0, interval: 60_000, tick: 1, startedAt: 1 };
  const group = { tenant: 'main', id: 'g', route: '0', channel: 'slack', labels: { rule: 'r' }, ...times, rev: 1 };
  const NewImage = marshall({ ...group, pk: 'main#~groups', sk: 'g' });
  const { changes, groups, unreadable } = streamBatchOf({ Records: [{ dynamodb: { SequenceNumber: '1', NewImage } }] });
  expect({ changes, unreadable }).toEqual({ changes: [], unreadable: [] });
  expect(groups).toEqual([{ sequence: '1', before: undefined, after: group }]);
});

test('sets aside an image that is no alert, with the reason', () => {
  const event = { Records: [{ dynamodb: { SequenceNumber: '1', NewImage: marshall({ pk: 'x', sk: 'y' }) } }] };
  const { changes, unreadable } = streamBatchOf(event);
  expect(changes).toEqual([]);
  expect(unreadable).toEqual([{ sequence: '1', why: expect.stringContaining('tenant') }]);
});

test('asks for the batch again from the first unfinished record', () => {
  expect(batchResult({ kind: 'done' })).toEqual({ batchItemFailures: [] });
  expect(batchResult({ kind: 'unfinished', from: '2' })).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
});

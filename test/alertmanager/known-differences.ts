import type { Timeline, ToldNotice } from './timeline.ts';

/** Where we mean to differ, and how: what both tell of the same timeline. */
export type KnownDifference = { reason: string; timeline: Timeline; ours: ToldNotice[]; theirs: ToldNotice[] };

const telnyx = { provider: 'telnyx' };
const [volume, slow, latency] = ['volume telnyx', 'slow telnyx', 'latency telnyx'];

const told =
  (to: string) =>
  (tick: number, firing: string[], resolved: string[] = []): ToldNotice => ({
    tick,
    to,
    firing,
    resolved,
  });
const byDefault = told('default telnyx');
const byPager = told('pager telnyx');

export const knownDifferences: readonly KnownDifference[] = [
  {
    reason:
      'Alertmanager tells at once of an alert that is older than the wait (its issue 4064), and we wait for the tick',
    timeline: {
      name: 'an alert that began long before anybody was told of it',
      spells: [{ rule: 'volume', severity: 'high', labels: telnyx, from: 3, startedBefore: 10, until: 26 }],
    },
    ours: [byDefault(5, [volume]), byDefault(20, [volume]), byDefault(30, [], [volume])],
    theirs: [byDefault(3, [volume]), byDefault(18, [volume]), byDefault(28, [], [volume])],
  },
  {
    reason: 'we tell of no end if nobody was told of the beginning (SEMANTICS 4.9)',
    timeline: {
      name: 'an alert that comes and goes between two flushes',
      spells: [
        { rule: 'volume', severity: 'high', labels: telnyx, from: 1 },
        { rule: 'latency', severity: 'high', labels: telnyx, from: 9, until: 11 },
      ],
    },
    ours: [byDefault(3, [volume]), byDefault(18, [volume]), byDefault(33, [volume])],
    theirs: [
      byDefault(3, [volume]),
      byDefault(13, [volume], [latency]),
      byDefault(28, [volume]),
      byDefault(43, [volume]),
    ],
  },
  {
    reason: 'our resolves pass silences (SEMANTICS 4.6)',
    timeline: {
      name: 'an alert that resolves while it is silenced',
      spells: [{ rule: 'volume', severity: 'high', labels: telnyx, from: 1, until: 10 }],
      silences: [{ match: telnyx, from: 6, until: 20 }],
    },
    ours: [byDefault(3, [volume]), byDefault(13, [], [volume])],
    theirs: [byDefault(3, [volume])],
  },
  {
    reason: 'our resolves pass inhibitions (SEMANTICS 4.6)',
    timeline: {
      name: 'an alert that resolves while it is inhibited',
      spells: [
        { rule: 'slow', severity: 'low', labels: telnyx, from: 1, until: 12 },
        { rule: 'outage', severity: 'critical', labels: telnyx, from: 8, until: 18 },
      ],
    },
    ours: [
      byDefault(3, [slow]),
      byDefault(13, [], [slow]),
      byPager(9, ['outage telnyx']),
      byPager(21, [], ['outage telnyx']),
    ],
    theirs: [byDefault(3, [slow]), byPager(9, ['outage telnyx']), byPager(21, [], ['outage telnyx'])],
  },
  {
    reason:
      'a group that is over begins anew with its wait, and Alertmanager goes on flushing it for up to half a minute',
    timeline: {
      name: 'an alert that comes back after its group was over',
      spells: [
        { rule: 'volume', severity: 'high', labels: telnyx, from: 1, until: 5 },
        { rule: 'volume', severity: 'high', labels: telnyx, from: 14 },
      ],
    },
    ours: [byDefault(3, [volume]), byDefault(8, [], [volume]), byDefault(16, [volume]), byDefault(31, [volume])],
    theirs: [byDefault(3, [volume]), byDefault(8, [], [volume]), byDefault(18, [volume]), byDefault(33, [volume])],
  },
  {
    reason: 'we count for each alert what a channel was told (SEMANTICS 4.9), and Alertmanager for the group',
    timeline: {
      name: 'an alert that is inhibited while its group tells of others',
      spells: [
        { rule: 'volume', severity: 'high', labels: telnyx, from: 1 },
        { rule: 'slow', severity: 'high', labels: telnyx, from: 1 },
        { rule: 'outage', severity: 'critical', labels: telnyx, from: 5, until: 9 },
        { rule: 'latency', severity: 'high', labels: telnyx, from: 6 },
      ],
    },
    ours: [
      byDefault(3, [slow, volume]),
      byDefault(8, [latency, volume]),
      byDefault(18, [latency, slow, volume]),
      byDefault(33, [latency, slow, volume]),
      byPager(6, ['outage telnyx']),
      byPager(10, [], ['outage telnyx']),
    ],
    theirs: [
      byDefault(3, [slow, volume]),
      byDefault(8, [latency, volume]),
      byDefault(13, [latency, slow, volume]),
      byDefault(28, [latency, slow, volume]),
      byDefault(43, [latency, slow, volume]),
      byPager(6, ['outage telnyx']),
      byPager(10, [], ['outage telnyx']),
    ],
  },
];

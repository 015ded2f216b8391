import type { AdvanceVector } from './advance-vectors.ts';

const delivered = { 'o.started': 1, 't.sent': 1, 'o.sent': 1, 't.delivered': 1, 'o.delivered': 1 };

/** News that is late, as answers to "how many were late" have to tell it; and what is learnt late. */
export const newsVectors: AdvanceVector[] = [
  {
    id: 'heard after 10 min',
    name: 'is not late yet',
    events: [{ status: 'delivered', heard: 10 }],
    counted: delivered,
    final: 'delivered',
    unchanged: 0,
  },
  {
    id: 'heard after 11 min',
    name: 'is late, whatever repeats it',
    events: [
      { status: 'delivered', heard: 11 },
      { status: 'delivered', heard: 90 },
    ],
    counted: { ...delivered, 'o.heardLate': 1 },
    final: 'delivered',
    unchanged: 1,
  },
  {
    id: 'late failure',
    name: 'that a timely receipt corrects is no longer late',
    events: [
      { status: 'undelivered', heard: 20 },
      { status: 'delivered', after: 30 },
    ],
    counted: { ...delivered, 't.undelivered': 1, 't.corrected': 1, 'o.conflict': 1 },
    final: 'delivered',
    unchanged: 0,
  },
  {
    id: 'swept late',
    name: 'an expiry that the sweep finds hours after its time is not late news',
    events: [{ status: 'sent' }, { status: 'expired', after: 72 * 60, heard: 120 }],
    counted: { 'o.started': 1, 't.sent': 1, 'o.sent': 1, 't.expired': 1, 'o.expired': 1 },
    final: 'expired',
    unchanged: 0,
  },
  {
    id: 'channel learnt',
    name: 'who reports first need not know the channel; what is known stays',
    events: [{ status: 'queued' }, { status: 'sent', channel: 'sms' }, { status: 'sending' }],
    counted: {
      'o.started': 1,
      't.queued': 1,
      't.sending': 1,
      't.sent': 1,
      'o.sent': 1,
      'o.segments': 1,
      'o.estimatedSegments': 1,
    },
    final: 'sent',
    unchanged: 0,
  },
];

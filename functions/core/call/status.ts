/** The statuses of a call, weakest first. Providers' own words are mapped to these and kept beside them. */
export const callStatuses = [
  'initiated',
  'ringing',
  'answered',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'canceled',
] as const;
export type CallStatus = (typeof callStatuses)[number];

/** The statuses that end a call. `completed`: it was answered and ended as calls do. */
export const callEndings = ['completed', 'busy', 'no-answer', 'failed', 'canceled'] as const;
export type CallEnding = (typeof callEndings)[number];

/** A call's current status only ever moves to a higher rank. */
export const callRank = {
  initiated: 0,
  ringing: 1,
  answered: 2,
  completed: 3,
  busy: 3,
  'no-answer': 3,
  failed: 3,
  canceled: 3,
} as const satisfies Record<CallStatus, number>;

export function isCallEnding(status: CallStatus): status is CallEnding {
  return callEndings.some((ending) => ending === status);
}

/** Who answered, by the provider's detection. `unknown`: it could not tell. */
export const answerers = ['human', 'machine', 'fax', 'unknown'] as const;
export type Answerer = (typeof answerers)[number];

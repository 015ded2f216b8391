const quietMs = 60_000;

/** Hears of events that are given up. */
export type Lost = (events: number, why: string) => void;

/**
 * Tells of lost events: whoever wants to hear of each loss, else the console once a minute at most. What the listener
 * throws is its own affair.
 */
export function createWarnings(onError: ((error: Error) => void) | undefined): Lost {
  const tell = onError
    ? (events: number, why: string): unknown => onError(new Error(textOf(events, why)))
    : toConsole();
  return (events, why) => {
    // Also what an async listener throws later; there is nobody left to tell.
    new Promise((resolve) => resolve(tell(events, why))).catch(() => undefined);
  };
}

function toConsole(): Lost {
  let quietUntil = 0;
  let lost = 0;
  return (events, why) => {
    lost += events;
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + quietMs;
    console.warn(textOf(lost, why));
    lost = 0;
  };
}

function textOf(events: number, why: string): string {
  return `${events} ${events === 1 ? 'event was' : 'events were'} not reported to Wirewatch: ${why}`;
}

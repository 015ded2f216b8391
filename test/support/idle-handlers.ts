import type { Handlers } from '../../local/handlers.ts';

const idle = async () => undefined;

/** The functions of one machine, which do nothing but what a test gives them to do. */
export function idleHandlers(some: Partial<Handlers>): Handlers {
  return {
    ingest: idle,
    bus: idle,
    replay: idle,
    count: idle,
    evaluate: idle,
    notify: idle,
    retry: idle,
    act: idle,
    api: idle,
    rollUp: idle,
    sweep: idle,
    audit: idle,
    forget: idle,
    ...some,
  };
}

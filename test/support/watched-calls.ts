import type { Dynamo } from '../../functions/aws/dynamo.ts';

/** A client that counts the requests sent through it, and refuses the next one if asked to. */
export function watchedCalls(real: Dynamo): { client: Dynamo; calls(): number; failNext(): void } {
  let sent = 0;
  let failing = false;
  const send = async (...args: Parameters<Dynamo['send']>) => {
    sent += 1;
    if (!failing) return real.send(...args);
    failing = false;
    throw new Error('out of order');
  };
  const client = new Proxy(real, {
    get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)),
  });
  return {
    client,
    calls: () => sent,
    failNext: () => {
      failing = true;
    },
  };
}

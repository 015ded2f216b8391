import { counterKey } from '../functions/core/counter-key.ts';
import { markName, markOf } from '../functions/core/mark.ts';
import { defaultRetention, expiresAt } from '../functions/core/retention.ts';
import { second } from '../functions/core/time.ts';
import type { StoredCounter } from '../functions/roll-up/roll-up.ts';

/** As long as the stream's sequence numbers usually are; at most they have 40 digits, which takes six characters more. */
export const usualSequence = '4421584500000000017450439091';

/**
 * Bytes of a counter's item by DynamoDB's rules: the names of its attributes, UTF-8 texts, and for numbers a byte for
 * each two digits and one more.
 * @param shards how many shards have added to it
 */
export function itemSize(counter: StoredCounter, shards: number): number {
  const { measures, rev, dirty, tenant } = counter;
  const marks = Array.from(
    { length: shards },
    (_, index) => [markName(`shard-${index}`), markOf(usualSequence)] as const,
  );
  const attributes: Record<string, string | number> = {
    ...counterKey(counter),
    ...measures,
    ...Object.fromEntries(marks),
    rev,
    expiresAt: Math.ceil(expiresAt(counter, defaultRetention) / second),
    ...(dirty && { dirty: tenant }),
  };
  return Object.entries(attributes).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

function valueSize(value: string | number): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  const digits = String(Math.abs(value)).replace(/0+$/, '').length;
  return Math.ceil(digits / 2) + 1 + (value < 0 ? 1 : 0);
}

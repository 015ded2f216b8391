import { InvalidArgumentError } from 'commander';
import { day, parseDuration } from '../functions/core/time.ts';

const longest = 3650 * day;

/** Milliseconds of a duration that a person wrote. @throws InvalidArgumentError that says what to write */
export function durationArgument(text: string): number {
  const millis = parseDuration(text);
  if (millis === undefined) throw new InvalidArgumentError('Write a duration such as 25h or 30m.');
  return millis;
}

/** Milliseconds of how long something is to last. @throws InvalidArgumentError that says what to write */
export function lengthArgument(text: string): number {
  const millis = durationArgument(text);
  if (millis > 0 && millis <= longest) return millis;
  throw new InvalidArgumentError('Write a duration that is longer than none and at most 3650d, such as 2h.');
}

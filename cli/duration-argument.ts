import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../functions/core/time.ts';

/** Milliseconds of a duration that a person wrote. @throws InvalidArgumentError that says what to write */
export function durationArgument(text: string): number {
  const millis = parseDuration(text);
  if (millis === undefined) throw new InvalidArgumentError('Write a duration such as 25h or 30m.');
  return millis;
}

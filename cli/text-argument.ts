import { InvalidArgumentError } from 'commander';

/** A text that is not empty. @throws InvalidArgumentError that says what to write */
export function textArgument(what: string): (text: string) => string {
  return (text) => {
    const said = text.trim();
    if (said === '') throw new InvalidArgumentError(`It is empty: write ${what}.`);
    return said;
  };
}

import type { Parameter } from './parse-form.ts';

/** What Twilio appends to the URL before it signs: each name with its value, sorted; of repeated ones each value once. */
export function signedParameters(parameters: readonly Parameter[]): string {
  let text = '';
  let last: Parameter | undefined;
  for (const parameter of parameters.toSorted(inOrder)) {
    if (last === undefined || inOrder(last, parameter) !== 0) text += parameter[0] + parameter[1];
    last = parameter;
  }
  return text;
}

/** By code unit, as Twilio sorts; the first one mostly decides, and of a blank name there is none. */
function inOrder([name, value]: Parameter, [otherName, otherValue]: Parameter): number {
  const first = name.charCodeAt(0) - otherName.charCodeAt(0);
  return first || compare(name, otherName) || compare(value, otherValue);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

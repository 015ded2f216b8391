import type { Parameter } from './parse-form.ts';

/** What Twilio appends to the URL before it signs: each name with its value, sorted; of repeated ones each value once. */
export function signedParameters(parameters: readonly Parameter[]): string {
  let text = '';
  let last: Parameter | undefined;
  for (const parameter of parameters.toSorted(inOrder)) {
    if (last === undefined || inOrder(last, parameter) !== 0) text += parameter.name + parameter.value;
    last = parameter;
  }
  return text;
}

/** By code unit, as Twilio sorts. */
function inOrder(a: Parameter, b: Parameter): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  if (a.value === b.value) return 0;
  return a.value < b.value ? -1 : 1;
}

import querystring from 'node:querystring';

export type Parameter = { name: string; value: string };

/** Twilio sends some forty; the signature of a form that is cut fits nothing. */
const maxParameters = 1000;

/** The parameters of a form or a query, in their order: blanks kept, repeated names too. Never throws. */
export function parseForm(text: string): Parameter[] {
  const parameters: Parameter[] = [];
  for (const pair of text.split('&', maxParameters)) if (pair !== '') parameters.push(parameterOf(pair));
  return parameters;
}

function parameterOf(pair: string): Parameter {
  const equals = pair.indexOf('=');
  if (equals === -1) return { name: decode(pair), value: '' };
  return { name: decode(pair.slice(0, equals)), value: decode(pair.slice(equals + 1)) };
}

function decode(text: string): string {
  const isPlain = !text.includes('%') && !text.includes('+');
  return isPlain ? text : querystring.unescape(text.replaceAll('+', ' '));
}

/** The convention asks for so many bytes at least. */
const shortestKey = 24;

/** What to write when there is no line that fits. */
export const keyForm = `whsec_ and at least ${shortestKey} random bytes in base64`;

/** The key in a line `whsec_<base64>`; `undefined` if it is none, or too short. */
export function signingKey(line: string): Buffer | undefined {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(line)?.[1] ?? '';
  const key = Buffer.from(base64, 'base64');
  return key.length < shortestKey ? undefined : key;
}

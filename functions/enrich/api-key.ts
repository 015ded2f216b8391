/** An API key of Twilio's and the account whose messages it may read. */
export type ApiKey = { sid: string; secret: string; account: string };

const line = /^(SK[0-9a-f]{32}):(\S+)@(AC[0-9a-f]{32})$/;

/**
 * The key for an account among lines such as `SK…:secret@AC…`. A message that names no account is of the only one that
 * there is.
 */
export function apiKeyFor(lines: readonly string[], account: string | undefined): ApiKey | undefined {
  const keys = lines.flatMap((text) => {
    const [, sid, secret, owner] = line.exec(text) ?? [];
    return sid && secret && owner ? [{ sid, secret, account: owner }] : [];
  });
  if (account === undefined) return keys.length === 1 ? keys[0] : undefined;
  return keys.find((key) => key.account === account);
}

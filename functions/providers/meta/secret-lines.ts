const tokenLine = /^verify=(.*)$/;

export type MetaSecrets = {
  /** Any of them may have signed, for rotation and for several apps. */
  appSecrets: readonly string[];
  /** What a person types as "Verify token" in the app's settings. */
  verifyTokens: readonly string[];
};

/** Reads the lines of the secret: app secrets, and verify tokens as `verify=…`. Empty ones are none. */
export function metaSecrets(lines: readonly string[]): MetaSecrets {
  const tokens = lines.flatMap((line) => tokenLine.exec(line)?.[1] ?? []);
  return {
    appSecrets: lines.filter((line) => line !== '' && !tokenLine.test(line)),
    verifyTokens: tokens.filter((token) => token !== ''),
  };
}

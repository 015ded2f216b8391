export type EvolutionSecrets = {
  /** Keys that the gateway signs tokens with, its header setting `jwt_key`. */
  jwtKeys: readonly string[];
  /** Headers that the gateway adds to each request; names in lower case. */
  headers: readonly { name: string; value: string }[];
};

/** What to write when there is no line that fits. */
export const forms = 'jwt=<key> or header:<name>=<value>';

/** Reads the lines of the secret. Lines of any other form, and empty values, are none. */
export function evolutionSecrets(lines: readonly string[]): EvolutionSecrets {
  return {
    jwtKeys: lines.flatMap((line) => /^jwt=(.+)$/.exec(line)?.[1] ?? []),
    headers: lines.flatMap((line) => {
      const [, name, value] = /^header:([^\s=]+)=(.+)$/.exec(line) ?? [];
      return name && value ? [{ name: name.toLowerCase(), value: value.trim() }] : [];
    }),
  };
}

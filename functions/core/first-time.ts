/** Remembers names: true the first time it is asked for one. */
export function firstTimes(): (name: string) => boolean {
  const seen = new Set<string>();
  return (name) => {
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  };
}

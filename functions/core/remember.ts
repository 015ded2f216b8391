/** The same pure function, remembering its last results: at least `limit` of them, at most twice as many. */
export function remember<Result>(limit: number, compute: (text: string) => Result): (text: string) => Result {
  let young = new Map<string, Result>();
  let old = young;
  return (text) => {
    const result = young.get(text) ?? old.get(text) ?? compute(text);
    if (young.has(text)) return result;
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(text, result);
    return result;
  };
}

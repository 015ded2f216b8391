/** `a, b, c and 38 more`: as many as there is room for, each once. */
export function listText(values: readonly string[], most: number): string {
  const distinct = [...new Set(values)];
  const list = distinct.slice(0, most).join(', ');
  return distinct.length > most ? `${list} and ${distinct.length - most} more` : list;
}

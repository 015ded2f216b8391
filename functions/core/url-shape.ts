/** A URL fit for a log: scheme, host, path and the names of its query parameters, without their values. */
export function urlShape(url: string): string {
  const [base = '', query] = url.split('?', 2);
  if (!query) return base;
  const names = query.split('&').map((pair) => `${pair.split('=', 1)[0]}=…`);
  return `${base}?${names.slice(0, 20).join('&')}`;
}

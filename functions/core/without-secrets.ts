/** Shorter parts of an address are words that occur anywhere. */
const shortestPart = 8;

/**
 * A text that somebody else wrote, without any secret that it repeats: whole, as JSON or an address writes it, in
 * whatever case. Of an address its longer parts are secrets too.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const forms = new Set(secrets.flatMap(partsOf).flatMap(writings));
  return [...forms]
    .sort((a, b) => b.length - a.length)
    .reduce((rest, form) => rest.replaceAll(new RegExp(form.replace(/[^\w@]/g, '\\$&'), 'gi'), '***'), text);
}

function partsOf(secret: string): string[] {
  const url = URL.parse(secret);
  if (url === null) return secret === '' ? [] : [secret];
  const { href, pathname, search, searchParams } = url;
  const parts = [`${pathname}${search}`, pathname, search, ...pathname.split('/'), ...searchParams.values()];
  return [secret, href, ...parts.filter(({ length }) => length >= shortestPart)];
}

function writings(part: string): string[] {
  return [part, part.replaceAll('/', '\\/'), encodeURIComponent(part.toWellFormed())];
}

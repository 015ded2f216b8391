/** The pages, in the order of the navigation. */
export const pageNames = [
  'overview',
  'alerts',
  'silences',
  'rules',
  'messages',
  'live',
  'on-call',
  'audit',
  'setup',
] as const;
export type PageName = (typeof pageNames)[number];

/** What is kept from page to page. */
const filters = ['tenant', 'provider', 'campaign', 'last', 'from', 'to'] as const;
export type FilterName = (typeof filters)[number];

export type Query = Readonly<Record<string, string | undefined>>;
/** What is looked at: all of it stands behind the `#` of the page's address. */
export type Address = { page: PageName; id?: string | undefined; query: Query };

/** `#/alerts/7f3a9c?tenant=main&last=24h`; what cannot be read is the overview. */
export function parseAddress(hash: string): Address {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2);
  const [name, id] = path.replace(/^\//, '').split('/', 2);
  const query = Object.fromEntries(new URLSearchParams(search));
  const page = pageNames.find((one) => one === name);
  if (page === undefined) return { page: 'overview', query };
  return { page, ...(id && { id: decoded(id) }), query };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function addressText({ page, id, query }: Address): string {
  const search = queryText(query);
  return `#/${page}${id === undefined ? '' : `/${encodeURIComponent(id)}`}${search === '' ? '' : `?${search}`}`;
}

/** `tenant=main&last=24h`, without what is empty. */
export function queryText(query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  return new URLSearchParams(given).toString();
}

/** Another page with the same filters. */
export function goTo({ query }: Address, page: PageName, id?: string, more: Query = {}): string {
  const kept = Object.fromEntries(filters.map((name) => [name, query[name]]));
  return addressText({ page, id, query: { ...kept, ...more } });
}

/** The same page with other parameters; lists begin at their beginning again. */
export function withQuery(address: Address, changes: Query): Address {
  return { ...address, query: { ...address.query, cursor: undefined, ...changes } };
}

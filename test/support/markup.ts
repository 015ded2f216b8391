export type Element = { name: string; attributes: Readonly<Record<string, string>>; children: (Element | string)[] };

const empty = new Set(['br', 'hr', 'img', 'input', 'meta', 'link']);
const token = /<\/([\w-]+)>|<([\w-]+)((?:\s+[\w-]+="[^"<>]*")*)\s*(\/?)>|([^<]+)/gy;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Reads markup as we mean to write it: every element closed, every attribute quoted, nothing left unescaped. Throws where it is not. */
export function parseMarkup(markup: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < markup.length) {
    const at = token.lastIndex;
    const found = token.exec(markup);
    if (found === null) throw new Error(`not well-formed: ${markup.slice(at, at + 80)}`);
    const [, closed, name, attributes = '', selfClosed, text] = found;
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.children.push(parent.name === 'style' ? text : unescaped(text));
    if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`</${closed}> closes what is not open`);
    if (name === undefined) continue;
    const element: Element = { name, attributes: attributesOf(attributes), children: [] };
    parent.children.push(element);
    if (!selfClosed && !empty.has(name)) open.push(element);
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  return root;
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]);
  if (new Set(found.map(([name]) => name)).size < found.length) throw new Error(`an attribute twice:${text}`);
  return Object.fromEntries(found);
}

function unescaped(text: string): string {
  return text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const character = entities[name];
    if (character === undefined) throw new Error(`not escaped: ${whole}`);
    return character;
  });
}

/** All elements, in the order of the text. */
export function elements(root: Element): Element[] {
  return root.children.flatMap((child) => (typeof child === 'string' ? [] : [child, ...elements(child)]));
}

export function textOf(root: Element): string {
  return root.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** Elements that have a class. */
export function ofClass(root: Element, name: string): Element[] {
  return elements(root).filter(({ attributes }) => attributes.class?.split(' ').includes(name));
}

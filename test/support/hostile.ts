import fc from 'fast-check';

/** Values that code trips over. */
const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER + 1,
    0.1,
    '',
    'null',
    '9'.repeat(400),
    '1e999',
    '-5',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    '\u0000\ud800|#',
    '2025-13-45T99:99:99Z',
    '+0000-01-01T00:00:00Z',
    [],
    {},
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer({ min: 1, max: 300 }).map(nested),
  fc.constantFrom('__proto__', 'constructor', 'toString').map((name) => JSON.parse(`{"${name}":{"a":1}}`)),
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { payload: value };
  return value;
}

/** A JSON text with up to three of its values replaced, removed or wrapped, sometimes cut off or padded. */
export function hostileJson(text: string): fc.Arbitrary<string> {
  const change = fc.record({ at: fc.nat(), how: fc.constantFrom('replace', 'remove', 'wrap', 'unwrap'), by: nasty });
  return fc
    .tuple(fc.array(change, { maxLength: 3 }), fc.option(fc.nat({ max: text.length }), { freq: 6 }))
    .map(([changes, cut]) => {
      let root: unknown = JSON.parse(text);
      for (const { at, how, by } of changes) root = changed(root, at, how, by);
      const result = JSON.stringify(root) ?? '';
      return cut === null ? result : result.slice(0, cut);
    });
}

type Slot = { holder: Record<string, unknown>; name: string };

function changed(root: unknown, at: number, how: string, by: unknown): unknown {
  const slots: Slot[] = [];
  collect(root, slots);
  const slot = slots[at % Math.max(1, slots.length)];
  if (!slot) return by;
  const { holder, name } = slot;
  const value = holder[name];
  if (how === 'remove') delete holder[name];
  else if (how === 'wrap') holder[name] = [value];
  else if (how === 'unwrap' && Array.isArray(value)) holder[name] = value[0];
  else holder[name] = structuredClone(by);
  return root;
}

function collect(value: unknown, into: Slot[]): void {
  if (typeof value !== 'object' || value === null || into.length > 500) return;
  const holder = value as Record<string, unknown>;
  for (const name of Object.keys(holder)) {
    into.push({ holder, name });
    collect(holder[name], into);
  }
}

/** A form, or a query, with some of its values replaced, names repeated or gone, sometimes cut off. */
export function hostileForm(text: string): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'remove', 'repeat', 'rename'),
    by: nasty.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
  });
  return fc
    .tuple(fc.array(change, { maxLength: 4 }), fc.option(fc.nat({ max: text.length }), { freq: 6 }))
    .map(([changes, cut]) => {
      const pairs = [...new URLSearchParams(text)];
      for (const { at, how, by } of changes) changePair(pairs, at % Math.max(1, pairs.length), how, by);
      const result = new URLSearchParams(pairs).toString();
      return cut === null ? result : result.slice(0, cut);
    });
}

function changePair(pairs: [string, string][], at: number, how: string, by: string): void {
  const [name, value] = pairs[at] ?? ['', ''];
  if (how === 'remove') pairs.splice(at, 1);
  else if (how === 'repeat') pairs.push([name, by]);
  else if (how === 'rename') pairs[at] = [by, value];
  else pairs[at] = [name, by];
}

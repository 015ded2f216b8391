/** Text that is markup already. Only `html` makes it. */
export type Html = { readonly markup: string };

type Part = string | number | Html | readonly Html[] | undefined;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template whose values are escaped, whatever they hold; values that are markup themselves are not escaped twice. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return { markup: String.raw({ raw: strings }, ...values.map(markupOf)) };
}

/** Markup that we wrote ourselves: style and script. */
export function trusted(markup: string): Html {
  return { markup };
}

function markupOf(value: Part): string {
  if (value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  if ('markup' in value) return value.markup;
  return value.map((part) => part.markup).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

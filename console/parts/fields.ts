import { type Html, html } from '../../functions/core/html.ts';

type Field = { id: string; name: string; words: string; hint?: string; value?: string; isRequired?: boolean };

/** A labelled field; the hint is read out with it. */
export function textField(field: Field & { type?: string; list?: string; placeholder?: string; most?: number }): Html {
  const { type = 'text', list, placeholder, most = 1000 } = field;
  const more = html`${list === undefined ? undefined : html` list="${list}"`}${placeholder === undefined ? undefined : html` placeholder="${placeholder}"`}`;
  return labelled(
    field,
    html`<input id="${field.id}" name="${field.name}" type="${type}" value="${field.value ?? ''}" maxlength="${most}" autocomplete="off" spellcheck="false"${more}${attributes(field)}>`,
  );
}

export function textArea(field: Field & { rows?: number }): Html {
  const { id, name, value = '', rows = 3 } = field;
  return labelled(
    field,
    html`<textarea id="${id}" name="${name}" rows="${rows}"${attributes(field)}>${value}</textarea>`,
  );
}

export function selectField(field: Field & { options: readonly (readonly [string, string])[] }): Html {
  const options = field.options.map(
    ([value, words]) =>
      html`<option value="${value}"${value === field.value ? html` selected` : undefined}>${words}</option>`,
  );
  return labelled(field, html`<select id="${field.id}" name="${field.name}"${attributes(field)}>${options}</select>`);
}

function labelled({ id, words, hint }: Field, control: Html): Html {
  const said = hint === undefined ? undefined : html`<p class="hint" id="${id}-hint">${hint}</p>`;
  return html`<div class="field"><label for="${id}">${words}</label>${control}${said}</div>`;
}

function attributes({ id, hint, isRequired }: Field): Html {
  const described = hint === undefined ? undefined : html` aria-describedby="${id}-hint"`;
  return html`${described}${isRequired ? html` required` : undefined}`;
}

import { type Html, html } from '../core/html.ts';

/** A column of a table. The first one names the row. */
export type Column<Row> = {
  head: string;
  /** What the head means, where it does not say it all. */
  title?: string;
  /** Words, to the left; default: a number, to the right. */
  isText?: boolean;
  cell: (row: Row) => Html | string;
  /** Classes of the cell. */
  tone?: (row: Row) => string;
};

/** A table in a box of its own: it may be wider than its place. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  return html`<div class="ww-scroll" tabindex="0" role="region" aria-label="${caption}"><table class="ww-table"><caption>${caption}</caption><thead><tr>${columns.map(head)}</tr></thead><tbody>${rows.map((row) => line(columns, row))}</tbody></table></div>`;
}

function head<Row>({ head: words, title, isText }: Column<Row>): Html {
  const titled = title === undefined ? html`` : html` title="${title}"`;
  return html`<th scope="col"${isText ? html` class="ww-text"` : html``}${titled}>${words}</th>`;
}

function line<Row>(columns: readonly Column<Row>[], row: Row): Html {
  const cells = columns.map(({ cell, tone, isText }, index) => {
    if (index === 0) return html`<th scope="row">${cell(row)}</th>`;
    return html`<td class="${[isText ? 'ww-text' : '', tone?.(row) ?? ''].join(' ').trim()}">${cell(row)}</td>`;
  });
  return html`<tr>${cells}</tr>`;
}

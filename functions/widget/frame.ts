import { type Html, html, trusted } from '../core/html.ts';
import { viewStyle } from '../views/style.ts';

type Framed = {
  theme: 'light' | 'dark';
  /** How a press ended. */
  said?: readonly string[];
  /** For the name of whoever presses; absent: there is nothing to press. */
  name?: string | undefined;
};

const style = `.ww{padding:2px}
.ww-who{margin:0 0 .75rem;font-size:.8125rem;color:var(--soft)}
.ww-who input{font:inherit;margin-left:.35rem;padding:.2rem .5rem;width:12rem;max-width:100%;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:5px}
.ww-button{font:inherit;font-size:.8125rem;font-weight:500;padding:.2rem .7rem;cursor:pointer;color:var(--accent);background:var(--card);border:1px solid var(--line);border-radius:5px}
.ww-button:hover{border-color:currentColor}
.ww-button:focus-visible,.ww-who input:focus-visible{outline:2px solid var(--accent);outline-offset:1px}`;

/** A widget as CloudWatch shows it: it brings its own style, in the dashboard's theme, and no script. */
export function frame(content: Html, { theme, said = [], name }: Framed): Html {
  return html`<div class="cwdb-no-default-styles ww ww-${theme}"><style>${trusted(viewStyle + style)}</style>${told(said)}${name === undefined ? html`` : whoField(name)}${content}</div>`;
}

function told(said: readonly string[]): Html {
  if (said.length === 0) return html``;
  return html`<div class="ww-said" role="status">${said.map((line) => html`<p dir="auto">${line}</p>`)}</div>`;
}

function whoField(name: string): Html {
  return html`<form class="ww-who"><label>Your name, for the audit log<input name="name" maxlength="100" autocomplete="name" value="${name}"></label></form>`;
}

import type { Html } from '../core/html.ts';

/** What a button does. Whoever shows a view draws it: a custom widget and the page do it differently. */
export type Press = {
  words: string;
  do: 'acknowledge' | 'silence' | 'resolve';
  /** The alert's id. */
  alert: string;
  /** For how long, milliseconds. */
  for?: number;
  /** What is asked before it is done. */
  confirm: string;
};

/** What a view needs beside the answer that it shows. */
export type ViewTools = {
  /** The tenant's: its clocks are shown. */
  zone: string;
  /** Epoch milliseconds, product time. */
  now: number;
  /** Draws a button; absent: nothing can be done here. */
  press?: (press: Press) => Html;
  /** Draws a link to more: `alerts/<id>`, `campaigns/<name>`, percent-encoded; absent: there is nowhere to go. */
  link?: (to: string, words: string) => Html;
};

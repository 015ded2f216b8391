import { html } from '../functions/core/html.ts';
import { askedOf } from './asking.ts';
import type { Chart } from './chart.ts';
import { morph } from './morph.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { pageOf } from './pages.ts';
import { firingCount, shell } from './parts/shell.ts';
import { type Screen, screenOf } from './screen.ts';
import type { State } from './state.ts';

/** Shows the state: the title, the markup, the plots, and the dialog that is open. */
export function render(state: State, root: HTMLElement, plots: { sync(charts: readonly Chart[]): void }): void {
  if (state.session.token === undefined) {
    document.title = 'Wirewatch';
    morph(root, signInPage(state));
    plots.sync([]);
    return;
  }
  const screen = screenOf(state, Date.now());
  const firing = firingCount(screen);
  const { title } = pageOf(state.address);
  document.title = `${firing > 0 ? `(${firing}) ` : ''}${title} · Wirewatch`;
  morph(root, shell(screen, askedOf(state), contentOf(screen)));
  plots.sync(screen.charts);
  const dialog = root.querySelector('dialog');
  if (dialog !== null && !dialog.open) dialog.showModal();
}

/** An answer of a deployment that is newer than the page may have another shape. */
function contentOf(screen: Screen) {
  try {
    return pageOf(screen.address).show(screen);
  } catch (error) {
    console.error(error);
    screen.charts.length = 0;
    return html`<h1>This cannot be shown</h1><p class="failed">The page and the API do not fit together: one of them is newer. Reload the page.</p>`;
  }
}

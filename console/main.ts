import { type App, createApp } from './app.ts';
import { settleForm } from './morph.ts';
import { createPlots } from './plots.ts';
import { render } from './render.ts';

const tickMs = 1000;
const redrawMs = 10_000;

const root = document.getElementById('app');
if (root !== null) start(root);

function start(root: HTMLElement): void {
  const plots = createPlots(root);
  const app = createApp((state) => render(state, root, plots));
  app.redraw();
  listen(root, app);
  addEventListener('hashchange', () => {
    if (!app.go(location.hash)) return;
    scrollTo(0, 0);
    root.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  });
  document.addEventListener('visibilitychange', () => document.hidden || void app.refresh());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plots.redraw());
  setInterval(() => document.hidden || void app.refresh(), tickMs);
  setInterval(() => document.hidden || app.redraw(), redrawMs);
  void app.refresh();
}

/** One listener for all that is pressed, sent and chosen: the markup comes and goes. */
function listen(root: HTMLElement, app: App): void {
  root.addEventListener('click', (event) => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-do]') : null;
    if (pressed === null || pressed instanceof HTMLFormElement) return;
    if (pressed instanceof HTMLAnchorElement) event.preventDefault();
    if (pressed.getAttribute('aria-disabled') === 'true') return;
    presses[pressed.dataset.do ?? '']?.({ dataset: pressed.dataset, root, app });
  });
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const form = event.target;
    const fields = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    // The address says it now; what is typed elsewhere stays until it is done.
    if (form.dataset.do === 'filter' || form.dataset.do === 'tenant') settleForm(form);
    if (form.dataset.do === 'comment') form.querySelectorAll('input').forEach(emptied);
    form.closest('details')?.removeAttribute('open');
    void app.submit({ form: form.dataset.do ?? '', fields, told: { ...form.dataset } });
  });
  root.addEventListener('change', (event) => {
    const form = event.target instanceof Element ? event.target.closest('form') : null;
    if (form !== null && form.dataset.atOnce !== undefined) form.requestSubmit();
  });
  // `close` does not bubble.
  root.addEventListener('close', (event) => event.target instanceof HTMLDialogElement && app.open(undefined), true);
}

function emptied(input: HTMLInputElement): void {
  input.defaultValue = '';
  input.value = '';
}

type Pressed = { dataset: DOMStringMap; root: HTMLElement; app: App };

const presses: Readonly<Record<string, (pressed: Pressed) => void>> = {
  send: ({ dataset, app }) => sendOrAsk(dataset.deed ?? '{}', app),
  open: ({ dataset, app }) => app.open(JSON.parse(dataset.dialog ?? '{}')),
  close: ({ root }) => root.querySelector('dialog')?.close(),
  copy: ({ dataset, app }) => void copy(dataset.text ?? '', app),
  dismiss: ({ app }) => app.dismiss(),
  pause: ({ app }) => app.pause(),
  'sign-out': ({ app }) => app.signOut(),
  skip: ({ root }) => root.querySelector<HTMLElement>('main')?.focus(),
};

function sendOrAsk(text: string, app: App): void {
  const deed = JSON.parse(text);
  if (deed.confirm === undefined) void app.send(deed);
  else app.open({ kind: 'confirm', deed });
}

async function copy(text: string, app: App): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    app.say('Copied.');
  } catch {
    app.say('The browser does not let this page copy: select the address and copy it by hand.', false);
  }
}

import { Idiomorph } from 'idiomorph';
import type { Html } from '../functions/core/html.ts';

/** Makes the page be what the markup says, and leaves alone what belongs to whoever uses it: typed text, what is unfolded, plots. */
export function morph(root: HTMLElement, { markup }: Html): void {
  void Idiomorph.morph(root, markup, {
    morphStyle: 'innerHTML',
    restoreFocus: true,
    callbacks: {
      beforeNodeMorphed: (old, next) => !isPlot(old, next) && !isTouched(old),
      beforeAttributeUpdated: (name, element) => !(name === 'open' && isUnfolding(element)),
    },
  });
}

function isPlot(old: Node, next: Node): boolean {
  if (!(old instanceof HTMLElement && next instanceof HTMLElement) || old.dataset.plot === undefined) return false;
  const words = next.getAttribute('aria-label');
  if (words !== null && old.id === next.id) old.setAttribute('aria-label', words);
  return old.id === next.id;
}

function isUnfolding(element: Element): boolean {
  return element instanceof HTMLDetailsElement || element instanceof HTMLDialogElement;
}

/** Whether somebody has typed or chosen something in it. */
function isTouched(node: Node): boolean {
  if (node instanceof HTMLInputElement) return node.value !== node.defaultValue || node.checked !== node.defaultChecked;
  if (node instanceof HTMLTextAreaElement) return node.value !== node.defaultValue;
  if (!(node instanceof HTMLSelectElement)) return false;
  const options = [...node.options];
  return options.some(({ defaultSelected }) => defaultSelected)
    ? options.some(({ selected, defaultSelected }) => selected !== defaultSelected)
    : node.selectedIndex > 0;
}

/** What was typed is what stands there now: later changes of the markup count again. */
export function settleForm(form: HTMLFormElement): void {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.defaultValue = field.value;
    if (field instanceof HTMLSelectElement)
      for (const option of field.options) option.defaultSelected = option.selected;
  }
}

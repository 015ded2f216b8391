import { type Html, html } from '../../functions/core/html.ts';
import { textField } from '../parts/fields.ts';
import type { State } from '../state.ts';

/** Where somebody without a token begins. */
export function signInPage({ refused, session }: State): Html {
  const why =
    refused === undefined
      ? undefined
      : html`<p class="failed" role="alert"><strong>The token was not taken.</strong> ${refused}</p>`;
  return html`<main id="main" class="sign-in" tabindex="-1"><h1>Wirewatch</h1>
    <p>Delivery monitoring for text messages and calls. This page shows it to whoever has a token.</p>${why}
    <form data-do="sign-in">
      ${textField({ id: 'token', name: 'token', words: 'Token', type: 'password', isRequired: true, most: 200, hint: 'It begins with wirewatch_ and stays in this tab only.' })}
      ${textField({ id: 'sign-in-name', name: 'name', words: 'Your name', value: session.name, most: 100, hint: 'Stands beside what you do. May be left empty.' })}
      <button class="button main">Open</button>
    </form>
    <h2>Where to get one</h2>
    <p>Whoever runs Wirewatch makes it, in its folder:</p>
    <pre><code>npx wirewatch token create my-page --scope operate</code></pre>
    <p>On your own machine, <code>npm start</code> prints this page’s address with a token in it.</p>
  </main>`;
}

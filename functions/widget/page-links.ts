import { type Html, html } from '../core/html.ts';

/** Links to the console page, whose pages stand behind the `#` of its address. @param pageUrl absent: there is none */
export function pageLinks(pageUrl: string | undefined, tenant: string) {
  if (pageUrl === undefined) return undefined;
  const filter = `tenant=${encodeURIComponent(tenant)}`;
  return (to: string, words: string): Html => {
    const campaign = /^campaigns\/(.*)$/s.exec(to)?.[1];
    const place = campaign === undefined ? `${to}?${filter}` : `overview?${filter}&campaign=${campaign}`;
    return html`<a href="${pageUrl}/#/${place}" target="_blank" rel="noopener noreferrer">${words}</a>`;
  };
}

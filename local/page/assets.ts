/** The page's whole look. */
export const style = `
:root { color-scheme: light dark; --ink: #1b2330; --soft: #5b6676; --line: #d9dee6; --card: #fff; --back: #f4f6f9;
  --good: #1a7f4b; --bad: #b3261e; --warn: #8a5a00; --accent: #2457c5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa5b5; --line: #2d3644; --card: #1a212c;
  --back: #11161e; --good: #5fcf95; --bad: #ff8a80; --warn: #f0b95a; --accent: #8fb4ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.75rem; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; }
h1 { font-size: 1.5rem; margin: 0; letter-spacing: -.01em; }
h2 { font-size: 1.05rem; margin: 2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .35rem 0; }
header p, .soft, footer { color: var(--soft); }
footer { padding-top: 2rem; padding-bottom: 2rem; font-size: .875rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.15rem; margin-bottom: .75rem; }
.alert { border-left: .3rem solid var(--soft); }
.alert.firing { border-left-color: var(--bad); }
.alert.pending { border-left-color: var(--warn); }
.alert.inactive { border-left-color: var(--good); }
.tag { font-size: .75rem; font-weight: 700; letter-spacing: .04em; text-transform: uppercase; margin-right: .5rem; }
.firing .tag, .bad { color: var(--bad); }
.pending .tag { color: var(--warn); }
.inactive .tag, .good { color: var(--good); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 0; }
.tiles div { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .75rem 1rem; }
.tiles dt { color: var(--soft); font-size: .875rem; }
.tiles dd { margin: 0; font-size: 1.6rem; font-weight: 650; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); font-size: .875rem; padding-bottom: .4rem; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child, td:first-child, .text { text-align: left; }
tr:last-child > * { border-bottom: 0; }
thead th { color: var(--soft); font-weight: 600; font-size: .8125rem; }
tbody th { font-weight: 600; }
tbody th.inner { font-weight: 400; padding-left: 1.6rem; }
td.wrap { white-space: normal; min-width: 16rem; }
code { font: .875em ui-monospace, monospace; background: var(--back); border: 1px solid var(--line); border-radius: .3rem; padding: .1rem .35rem; }
a { color: var(--accent); }
a:focus-visible, code:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

/** Fetches the page again every few seconds and puts in what changed, unless nobody looks or somebody is selecting. */
export const script = `
setInterval(async () => {
  if (document.hidden || String(getSelection()) !== '') return;
  try {
    const answer = await fetch(location.pathname);
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const id of ['clock', 'summary', 'content']) {
      const [old, fresh] = [document.getElementById(id), next.getElementById(id)];
      if (old && fresh && old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML;
    }
  } catch {}
}, 3000);
`;

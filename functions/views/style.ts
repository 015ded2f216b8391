const light = `color-scheme:light;--ink:#1c2430;--soft:#5a6575;--line:#dfe3e9;--card:#fff;--back:#f5f7f9;--track:#e4e8ee;--accent:#2459c4;
--good:#1c7a4a;--bad:#b3261e;--critical:#b3261e;--high:#b4480a;--medium:#8a5a00;--low:#2459c4;--info:#5a6575;
--heat-1:#fdf1ee;--heat-2:#fae0da;--heat-3:#f6c8be;--heat-4:#f0aa9c;--heat-5:#e98a78`;
const dark = `color-scheme:dark;--ink:#e4e9f0;--soft:#98a4b5;--line:#2c3542;--card:#1a212b;--back:#11161d;--track:#2c3542;--accent:#8cb2ff;
--good:#63cd96;--bad:#ff8f85;--critical:#ff8f85;--high:#ffab70;--medium:#eebb5e;--low:#8cb2ff;--info:#98a4b5;
--heat-1:#2a1f21;--heat-2:#3c2526;--heat-3:#542b2b;--heat-4:#713330;--heat-5:#8e3c36`;

/**
 * How views look. They stand in an element of the class `ww`, which follows the reader's system; `ww-light` or `ww-dark`
 * beside it says which it is instead. Names of colours: `--ink`, `--soft`, `--line`, `--card`, `--back`, `--accent`,
 * `--good`, `--bad`, and one for each severity.
 */
export const viewStyle = `.ww{${light};color:var(--ink);font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){.ww:not(.ww-light){${dark}}}
.ww.ww-dark{${dark}}
.ww *{box-sizing:border-box}
.ww a:not([class*=btn]){color:var(--accent)}
.ww-soft{color:var(--soft);font-weight:400}
.ww-strong{font-weight:600}
.ww-note{margin:.2rem 0 0;color:var(--soft);font-size:.8125rem}
.ww-good-text{color:var(--good)}
.ww-bad-text{color:var(--bad);font-weight:600}
.ww code{font:.9em ui-monospace,SFMono-Regular,Menlo,monospace;background:none;border:0;padding:0;color:inherit}
.ww-unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.ww-name{display:inline-block;max-width:min(18rem,100%);overflow:hidden;text-overflow:ellipsis;white-space:nowrap;vertical-align:bottom}
.ww-empty{border:1px dashed var(--line);border-radius:8px;padding:1rem 1.15rem;color:var(--soft)}
.ww-empty p{margin:0 0 .2rem}
.ww-empty .ww-strong{color:var(--ink)}
.ww-said{border-left:3px solid var(--accent);background:var(--back);border-radius:0 6px 6px 0;padding:.5rem .8rem;margin:0 0 .75rem}
.ww-said p{margin:0}

.ww-tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(10.5rem,100%),1fr));margin:0 0 .5rem;background:var(--card);border:1px solid var(--line);border-radius:8px;overflow:hidden}
.ww-tile{padding:.7rem .9rem;min-width:0;box-shadow:1px 1px 0 var(--line)}
.ww-tile dt{color:var(--soft);font-size:.8125rem;font-weight:400}
.ww-tile dd{margin:0}
.ww-tile .ww-number{font-size:1.5rem;line-height:1.25;font-weight:600;letter-spacing:-.015em}
.ww-facts{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:0 0 .5rem}
.ww-facts dt{color:var(--soft);font-size:.8125rem;font-weight:400}
.ww-facts dd{margin:0;font-size:1.125rem;font-weight:600}

.ww-scroll{overflow-x:auto;max-width:100%;container-type:inline-size}
.ww-scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.ww-table{width:100%;border-collapse:collapse;margin:0;overflow-wrap:normal}
.ww-table caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.ww-table th,.ww-table td{padding:.38rem .6rem;border:0;border-bottom:1px solid var(--line);background:none;color:inherit;text-align:right;vertical-align:baseline;white-space:nowrap;font-weight:400}
.ww-table .ww-name{max-width:min(16rem,45cqw)}
.ww-table thead th{color:var(--soft);font-size:.75rem;font-weight:500}
.ww-table tbody th{font-weight:500}
.ww-table tr>:first-child,.ww-table .ww-text{text-align:left}
.ww-table tr>:first-child{padding-left:.15rem}
.ww-table tr:last-child>*{border-bottom:0}
.ww-table thead tr:last-child>*{border-bottom:1px solid var(--line)}
.ww-table .ww-wide{white-space:normal;min-width:15rem;max-width:34rem;overflow-wrap:anywhere}
.ww-table .ww-heat-1{background:var(--heat-1)}
.ww-table .ww-heat-2{background:var(--heat-2)}
.ww-table .ww-heat-3{background:var(--heat-3)}
.ww-table .ww-heat-4{background:var(--heat-4)}
.ww-table .ww-heat-5{background:var(--heat-5)}
.ww-table [class*=ww-heat-]{border-left:1px solid var(--card)}
.ww-count{display:inline-block;min-width:3.4em;font-size:.75rem}
.ww-whole{white-space:nowrap}

.ww-meter{display:inline-block;width:4.5rem;height:6px;vertical-align:middle;fill:var(--accent)}
.ww-meter .ww-track{fill:var(--track)}
.ww-meter.ww-good{fill:var(--good)}
.ww-meter.ww-bad{fill:var(--bad)}
.ww-meter.ww-faint{fill:var(--soft)}
.ww-histogram{display:block;overflow:visible}
.ww-bar{fill:var(--accent)}
.ww-axis{stroke:var(--line)}
.ww-histogram text{font-size:11px;fill:var(--soft)}
.ww-histogram .ww-value{fill:var(--ink)}
.ww-details{margin-top:.4rem;font-size:.8125rem}
.ww-details summary{color:var(--soft);cursor:pointer}

.ww-alerts{list-style:none;margin:0;padding:0;display:grid;gap:.6rem}
.ww-card{--tone:var(--info);margin:0;background:var(--card);border:1px solid var(--line);border-left:3px solid var(--tone);border-radius:8px;padding:.7rem .9rem;min-width:0}
.ww-critical{--tone:var(--critical)}
.ww-high{--tone:var(--high)}
.ww-medium{--tone:var(--medium)}
.ww-low{--tone:var(--low)}
.ww-info{--tone:var(--info)}
.ww-ended{--tone:var(--good)}
.ww-head{display:flex;flex-wrap:wrap;gap:.15rem .6rem;align-items:baseline;min-width:0}
.ww-title{margin:0;font-size:.9375rem;line-height:1.35;font-weight:600;color:inherit;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;min-width:0;flex:1 1 14rem}
.ww .ww-title a{color:inherit;text-decoration-color:var(--line)}
.ww-pill{flex:none;display:inline-block;font-size:.75rem;font-weight:600;line-height:1.5;padding:0 .5rem;border-radius:99px;border:1px solid var(--line);color:var(--soft)}
.ww-pill-tone{color:var(--tone,var(--soft));border-color:currentColor}
.ww-labels{list-style:none;margin:.35rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.15rem 1rem;font-size:.8125rem}
.ww-labels li,.ww-handled li{margin:0;min-width:0;max-width:100%}
.ww-handled{list-style:none;margin:.45rem 0 0;padding:.35rem .6rem;background:var(--back);border-radius:6px;font-size:.8125rem}
.ww-actions{display:flex;flex-wrap:wrap;gap:.4rem;margin-top:.6rem}
`;

import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { viewStyle } from '../functions/views/style.ts';

const here = import.meta.dirname;

const sheets = [
  'uplot/dist/uPlot.min.css',
  './css/base.css',
  './css/layout.css',
  './css/controls.css',
  './css/parts.css',
];
const styles = `${sheets.map((sheet) => `@import '${sheet}';`).join('\n')}\n${viewStyle}`;

/** Builds the console page into a folder: index.html, app.js, app.css. It asks nothing of any other host. */
export function buildConsole(outDir: string): void {
  mkdirSync(outDir, { recursive: true });
  copyFileSync(join(here, 'index.html'), join(outDir, 'index.html'));
  buildSync({
    entryPoints: { app: join(here, 'main.ts') },
    outdir: outDir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    logLevel: 'warning',
  });
  buildSync({
    stdin: { contents: styles, resolveDir: here, loader: 'css' },
    outfile: join(outDir, 'app.css'),
    bundle: true,
    minify: true,
    target: ['es2022'],
    logLevel: 'warning',
  });
}

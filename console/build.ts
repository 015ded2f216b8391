import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import { viewStyle } from '../functions/views/style.ts';

const target = 'es2022';
const here = import.meta.dirname;

/** Its licence asks for it in every copy; idiomorph's asks for nothing. */
const notice = `/*! uPlot: ${readFileSync(join(here, '../node_modules/uplot/LICENSE'), 'utf8').trim()} */`;

const sheets = ['base', 'layout', 'controls', 'filters', 'charts', 'parts'].map((name) => `./css/${name}.css`);
const imports = ['uplot/dist/uPlot.min.css', ...sheets].map((sheet) => `@import '${sheet}';`).join('\n');

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
    banner: { js: notice },
    target,
    logLevel: 'warning',
  });
  writeFileSync(join(outDir, 'app.css'), styles());
}

/** The page's own style comes after the views', which it changes here and there. */
function styles(): string {
  const views = transformSync(viewStyle, { loader: 'css', minify: true, target });
  const { outputFiles } = buildSync({
    stdin: { contents: imports, resolveDir: here, loader: 'css' },
    bundle: true,
    minify: true,
    write: false,
    target,
    logLevel: 'warning',
  });
  return views.code + outputFiles.map(({ text }) => text).join('');
}

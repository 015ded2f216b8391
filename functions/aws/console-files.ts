import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsoleFiles } from '../api/console-page.ts';

/** The console page as it was built beside the function: three files, read once. @throws Error if it was not built */
export function consoleFiles(dir: string): ConsoleFiles {
  const read = (name: string) => readFileSync(join(dir, name), 'utf8');
  return { html: read('index.html'), script: read('app.js'), style: read('app.css') };
}

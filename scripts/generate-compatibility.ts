// Writes docs/compatibility from the typed tables of functions, statements, types, relations, settings and options.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compatibilityPages } from './compatibility/pages.ts';

const folder = fileURLToPath(new URL('../docs/compatibility', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const { file, text } of compatibilityPages()) writeFileSync(join(folder, file), text);
console.log(`wrote ${folder}`);

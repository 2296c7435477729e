import { awsOperationsPage } from './aws-operations-page.ts';
import { copyOptionsPage } from './copy-options-page.ts';
import { functionsPage } from './functions-page.ts';
import { optionsPage } from './options-page.ts';
import type { Page } from './page.ts';
import { relationsPage } from './relations-page.ts';
import { settingsPage } from './settings-page.ts';
import { statementsPage } from './statements-page.ts';
import { typesPage } from './types-page.ts';

/** Every page of docs/compatibility, made anew. */
export function compatibilityPages(): Page[] {
  return [
    statementsPage(),
    typesPage(),
    functionsPage(),
    relationsPage(),
    settingsPage(),
    optionsPage(),
    copyOptionsPage(),
    awsOperationsPage(),
  ];
}

import { dateMacros } from '#sql/engine/macros/functions-date.ts';
import { jsonMacros } from '#sql/engine/macros/functions-json.ts';
import { mathMacros } from '#sql/engine/macros/functions-math.ts';
import { stringMacros } from '#sql/engine/macros/functions-string.ts';

/** Texts of CREATE MACRO, run in order on the engine's own `memory.main` before anything else. */
export const macros: string[] = [...dateMacros, ...stringMacros, ...mathMacros, ...jsonMacros];

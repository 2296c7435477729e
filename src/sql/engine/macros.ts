import { arithmeticMacros } from '#sql/engine/macros/arithmetic.ts';
import { castMacros } from '#sql/engine/macros/cast.ts';
import { dateMacros } from '#sql/engine/macros/functions-date.ts';
import { jsonMacros } from '#sql/engine/macros/functions-json.ts';
import { mathMacros } from '#sql/engine/macros/functions-math.ts';
import { stringMacros } from '#sql/engine/macros/functions-string.ts';
import { superMacros } from '#sql/engine/macros/functions-super.ts';
import { varbyteMacros } from '#sql/engine/macros/functions-varbyte.ts';
import { intervalMacros } from '#sql/engine/macros/interval.ts';
import { superNavigationMacros } from '#sql/engine/macros/super-navigation.ts';

/** Texts of CREATE MACRO, run in order on the engine's own `memory.main` before anything else. */
export const macros: string[] = [
  ...castMacros,
  ...arithmeticMacros,
  ...intervalMacros,
  ...superNavigationMacros,
  ...dateMacros,
  ...stringMacros,
  ...mathMacros,
  ...jsonMacros,
  ...superMacros,
  ...varbyteMacros,
];

import { aggregates } from '#sql/functions/aggregate.ts';
import { orderedAggregates } from '#sql/functions/aggregate-ordered.ts';
import { catalogFunctions } from '#sql/functions/catalog.ts';
import { conditional } from '#sql/functions/conditional.ts';
import { dateArithmetic } from '#sql/functions/date-arithmetic.ts';
import { dateClock } from '#sql/functions/date-clock.ts';
import { dateCompare } from '#sql/functions/date-compare.ts';
import { dateFields } from '#sql/functions/date-fields.ts';
import { dateZone } from '#sql/functions/date-zone.ts';
import type { FunctionDefinition } from '#sql/functions/definition.ts';
import { groupingFunctions } from '#sql/functions/grouping.ts';
import { hashFunctions } from '#sql/functions/hash.ts';
import { jsonFunctions } from '#sql/functions/json.ts';
import { mathFunctions } from '#sql/functions/math.ts';
import { notSupportedFunctions } from '#sql/functions/not-supported.ts';
import { regularExpressions } from '#sql/functions/regular-expression.ts';
import { roundingFunctions } from '#sql/functions/rounding.ts';
import { stringBasics } from '#sql/functions/string-basics.ts';
import { stringSearch } from '#sql/functions/string-search.ts';
import { superArray } from '#sql/functions/super-array.ts';
import { superBuild } from '#sql/functions/super-build.ts';
import { superInformation } from '#sql/functions/super-information.ts';
import { systemFunctions } from '#sql/functions/system.ts';
import { teradata } from '#sql/functions/teradata.ts';
import { typeFormatting } from '#sql/functions/type-formatting.ts';
import { varbyteFunctions } from '#sql/functions/varbyte.ts';
import { windowFunctions } from '#sql/functions/window.ts';

const definitions: FunctionDefinition[] = [
  ...notSupportedFunctions,
  ...aggregates,
  ...orderedAggregates,
  ...groupingFunctions,
  ...windowFunctions,
  ...conditional,
  ...dateArithmetic,
  ...dateFields,
  ...dateClock,
  ...dateCompare,
  ...dateZone,
  ...typeFormatting,
  ...teradata,
  ...varbyteFunctions,
  ...stringBasics,
  ...stringSearch,
  ...regularExpressions,
  ...jsonFunctions,
  ...superBuild,
  ...superArray,
  ...superInformation,
  ...mathFunctions,
  ...roundingFunctions,
  ...hashFunctions,
  ...systemFunctions,
  ...catalogFunctions,
];

const byName = new Map(
  definitions.flatMap((definition) =>
    [definition.name, ...(definition.aliases ?? [])].map((name) => [name, definition] as const),
  ),
);

/** The function of this lower-case name or alias. */
export function findFunction(name: string): FunctionDefinition | undefined {
  return byName.get(name);
}

export function allFunctions(): FunctionDefinition[] {
  return definitions;
}

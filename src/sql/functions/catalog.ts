import { catalogArrays } from '#sql/functions/catalog/catalog-arrays.ts';
import { catalogDefinitions } from '#sql/functions/catalog/catalog-definitions.ts';
import { catalogNaming } from '#sql/functions/catalog/catalog-naming.ts';
import { catalogPrivileges } from '#sql/functions/catalog/catalog-privileges.ts';
import { catalogSizes } from '#sql/functions/catalog/catalog-sizes.ts';
import { catalogVisibility } from '#sql/functions/catalog/catalog-visibility.ts';
import type { FunctionDefinition } from '#sql/functions/definition.ts';

/** Functions that clients call in their questions to the catalog. */
export const catalogFunctions: FunctionDefinition[] = [
  ...catalogNaming,
  ...catalogDefinitions,
  ...catalogVisibility,
  ...catalogPrivileges,
  ...catalogArrays,
  ...catalogSizes,
  { name: 'pg_get_cols', family: 'catalog', overloads: [], notSupported: true },
];

/** What Hive writes for a key without a value. */
export const defaultPartition = '__HIVE_DEFAULT_PARTITION__';

/** Characters that Hive escapes in the names of partition folders, besides control characters. */
const escaped = /[\p{Cc}"#%'*/:=?\\{}[\]^]/gu;

/**
 * `col=value/` for each key, from the folders that the engine made (`p0=…/p1=…`, its values percent-encoded).
 * A key that is NULL or empty is `__HIVE_DEFAULT_PARTITION__`.
 */
export function partitionPath(folders: readonly string[], names: readonly string[]): string {
  return folders.map((folder, index) => `${hiveEscaped(names[index]!)}=${hiveValue(folder)}/`).join('');
}

function hiveValue(folder: string): string {
  const value = decodeURIComponent(folder.slice(folder.indexOf('=') + 1));
  return value === '' ? defaultPartition : hiveEscaped(value);
}

function hiveEscaped(text: string): string {
  return text.replace(escaped, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

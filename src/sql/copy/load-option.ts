/**
 * What may follow an option of COPY or UNLOAD:
 * `flag` nothing; `text` a string; `word` a string or a word; `optional text` a string or nothing;
 * `number` a whole number; `switch` ON, OFF, TRUE, FALSE (COMPUPDATE also PRESET) or nothing;
 * `size` a number with MB or GB; the others are read by rules of their own.
 */
export type LoadOptionShape =
  | 'flag'
  | 'text'
  | 'word'
  | 'optional text'
  | 'number'
  | 'switch'
  | 'size'
  | 'encrypted'
  | 'manifest'
  | 'shapefile'
  | 'job'
  | 'partition';

/** An option as the parser, the checks and docs/compatibility know it. */
export interface LoadOptionDefinition {
  shape: LoadOptionShape;
  /** How the argument is written in documentation; noise words and the name itself are left out. */
  argument?: string;
  /** What applies where the option is not given, where that is worth a word. */
  default?: string;
  /** One sentence. */
  help: string;
  /** Options that cannot be given together with this one; each pair stands once. */
  conflicts?: readonly string[];
  /** Refused by this name with 0A000. */
  notSupported?: string;
}

/** Options by their name in upper case, in the order of the documentation page. */
export type LoadOptionTable = Readonly<Record<string, LoadOptionDefinition>>;

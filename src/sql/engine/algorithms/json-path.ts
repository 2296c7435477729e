/** Finds a value in JSON text and gives back its own characters: `10.50` stays `10.50`. The text is valid JSON. */

const token = /\s*("(?:[^"\\]|\\.)*"|[[\]{}:,]|[^[\]{}:,"\s]+)/y;

class Scanner {
  private readonly text: string;
  private position = 0;

  constructor(text: string) {
    this.text = text;
  }

  next(): string {
    token.lastIndex = this.position;
    const found = token.exec(this.text);
    if (found === null) return '';
    this.position = token.lastIndex;
    return found[1]!;
  }

  /** The rest of a value that begins with `first`, without the blanks around its parts. */
  value(first: string): string {
    let written = first;
    let depth = first === '{' || first === '[' ? 1 : 0;
    while (depth > 0) {
      const part = this.next();
      if (part === '{' || part === '[') depth += 1;
      if (part === '}' || part === ']') depth -= 1;
      written += part;
    }
    return written;
  }
}

/** Steps of a path such as `$."a"[2]."b"`. */
function steps(path: string): (string | number)[] {
  const found = path.matchAll(/\."((?:[^"\\]|\\.)*)"|\[(\d+)\]/g);
  return [...found].map(([, key, place]) =>
    place === undefined ? key!.replace(/\\(["\\])/g, '$1') : Number(place),
  );
}

/** Moves to the first token of a member of the container that `first` opens; undefined when it has none. */
function enter(scanner: Scanner, first: string, step: string | number): string | undefined {
  if (typeof step === 'number') {
    if (first !== '[') return undefined;
    for (let place = 0; ; place += 1) {
      const item = scanner.next();
      if (item === ']' || item === '') return undefined;
      if (place === step) return item;
      scanner.value(item);
      if (scanner.next() !== ',') return undefined;
    }
  }
  if (first !== '{') return undefined;
  for (;;) {
    const key = scanner.next();
    if (key === '}' || key === '') return undefined;
    scanner.next();
    const item = scanner.next();
    if (JSON.parse(key) === step) return item;
    scanner.value(item);
    if (scanner.next() !== ',') return undefined;
  }
}

/** Text of the value at a path: a string without its quotes, anything else as written; NULL when there is none. */
export function jsonPathText(document: string, path: string): string | null {
  const scanner = new Scanner(document);
  let first: string | undefined = scanner.next();
  for (const step of steps(path)) {
    first = enter(scanner, first, step);
    if (first === undefined) return null;
  }
  if (first === 'null') return null;
  return first.startsWith('"') ? (JSON.parse(first) as string) : scanner.value(first);
}

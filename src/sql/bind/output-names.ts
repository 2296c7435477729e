/**
 * Names for the output columns in the DuckDB text, unique among each other. Labels may repeat; DuckDB does not
 * tell names apart by case.
 */
export function outputNames(labels: string[]): string[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    let name = label === '' ? 'column' : label;
    for (let number = 1; taken.has(name.toLowerCase()); number++) name = `${label}_${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

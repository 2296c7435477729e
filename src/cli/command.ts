/** A command of `slipher`. `run` returns the exit code: 0 done, 1 failed, 2 wrongly called. */
export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  help: () => string;
  run: (args: string[]) => Promise<number>;
}

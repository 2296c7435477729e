// The engine's queries run in this pool; it must be sized before anything starts it.
process.env.UV_THREADPOOL_SIZE ??= '64';

const { runCommand } = await import('#cli/run-command.ts');
process.exitCode = await runCommand(process.argv.slice(2));

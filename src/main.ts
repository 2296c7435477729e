import { enableCompileCache } from 'node:module';

// The engine's queries run in this pool; it must be sized before anything starts it.
process.env.UV_THREADPOOL_SIZE ??= '64';

// Node keeps the compiled modules for the next start, where it can write; loading them is most of a start.
enableCompileCache();

const { runCommand } = await import('#cli/run-command.ts');
process.exitCode = await runCommand(process.argv.slice(2));

/** @file `galatea`: which command is meant, and what a failure is to the shell that called. */
import { CheckpointError } from '@galatea/checkpoint';
import { PackError } from '@galatea/networks';
import { RenderError } from '@galatea/render';
import { backupCommand, restoreCommand } from './backup-command.ts';
import { benchCommand } from './bench/command.ts';
import { captionCommand } from './caption-command.ts';
import { forkCommand } from './fork-command.ts';
import { inspectCommand } from './inspect-command.ts';
import { modelsCommand } from './models-command.ts';
import { packsCommand } from './packs-command.ts';
import { renderCommand } from './render-command.ts';
import { restyleCommand } from './restyle-command.ts';
import { UsageError } from './usage-error.ts';
import { verifyCommand } from './verify-command.ts';
import { videoCommand } from './video-command.ts';

const usage = `galatea renders pictures from words.

  galatea render "a red apple on a blue background" --out apple.png
  galatea fork FILE              goes on from any step of a picture's run
  galatea inspect FILE…          how a picture was made, as far as it tells
  galatea verify FILE            whether a picture is what its recipe gives
  galatea caption FILE "a" "b" …   which of several captions fits a picture
  galatea video FILE             how a picture came about
  galatea restyle FOLDER|VIDEO   a film, picture by picture
  galatea packs                  what there is to render with
  galatea models list|pull|import|verify|remove   packs to download, and weights of your own
  galatea backup DIR             a gallery's database and files, while it runs
  galatea restore DIR            a backup, into a gallery that has nothing yet
  galatea bench engine|step|gpu|starter|blind|answers|tags|levels|guide|how-it-works|curve|motion|parity|hostile
                                 the measurements of the documentation
  galatea help [command]

Run a command with --help for its options.`;

/** What the shell gets. */
export const exitCodes = { done: 0, failed: 1, misused: 2, interrupted: 130 } as const;

export type Command = (words: readonly string[], signal: AbortSignal) => Promise<void>;

const commands: Readonly<Record<string, Command>> = {
	render: renderCommand,
	fork: forkCommand,
	inspect: inspectCommand,
	verify: verifyCommand,
	caption: captionCommand,
	video: videoCommand,
	restyle: restyleCommand,
	packs: packsCommand,
	models: modelsCommand,
	backup: backupCommand,
	restore: restoreCommand,
	bench: benchCommand,
};

/** Runs one command to its end and says how it went: 0 done, 1 failed, 2 misused, 130 interrupted. */
export async function main(words: readonly string[]): Promise<number> {
	const interruption = new AbortController();
	const interrupt = (): void => {
		if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
		interruption.abort(new Error('interrupted'));
	};
	process.on('SIGINT', interrupt);
	process.on('SIGTERM', interrupt);
	process.stdout.on('error', onBrokenPipe);
	try {
		await dispatch(words, interruption.signal);
		return exitCodes.done;
	} catch (error) {
		if (interruption.signal.aborted) return exitCodes.interrupted;
		console.error(describe(error));
		return error instanceof UsageError ? exitCodes.misused : exitCodes.failed;
	} finally {
		process.off('SIGINT', interrupt);
		process.off('SIGTERM', interrupt);
		process.stdout.off('error', onBrokenPipe);
	}
}

async function dispatch([name, ...rest]: readonly string[], signal: AbortSignal): Promise<void> {
	if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && rest.length === 0))
		return console.log(usage);
	const [wanted, words] = name === 'help' ? [rest[0] ?? '', ['--help']] : [name, rest];
	const command = Object.hasOwn(commands, wanted) ? commands[wanted] : undefined;
	if (!command)
		throw new UsageError(`There is no command "${wanted}". There are: ${Object.keys(commands).join(', ')}, help.`);
	await command(words, signal);
}

/** `galatea … --json | head` closes our output early: that is no failure. */
function onBrokenPipe(error: NodeJS.ErrnoException): void {
	if (error.code !== 'EPIPE') throw error;
	process.exit(exitCodes.done);
}

function describe(error: unknown): string {
	if (error instanceof UsageError) return error.message;
	if (error instanceof RenderError || error instanceof PackError || error instanceof CheckpointError)
		return error.message;
	if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.message;
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @file The bar of every command that takes long, on standard error; where that is no terminal, a line now and then. */
import cliProgress from 'cli-progress';

/** Without a terminal. */
const lineEveryMs = 5_000;

/** Not begun yet; `format` as cli-progress has it. It vanishes when it stops. */
export function createBar(format: string): cliProgress.SingleBar {
	return new cliProgress.SingleBar({
		format,
		barsize: 30,
		barCompleteChar: '█',
		barIncompleteChar: '░',
		hideCursor: true,
		noTTYOutput: true,
		notTTYSchedule: lineEveryMs,
		gracefulExit: false,
		clearOnComplete: true,
		stream: process.stderr,
	});
}

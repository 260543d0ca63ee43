/** @file A film taken apart into its pictures, by the ffmpeg of the machine. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { MovieError } from './movie.ts';

/** Letters of what a program says that are kept: a rate is short, and of a failure the end says why. */
const keptLetters = 1_000;

/** What a program is told before a film's name: it may read that file and nothing else. */
const onlyFiles = ['-protocol_whitelist', 'file,pipe'];

/** Pictures a second of the first video stream of `file`, on the average. Throws {@link MovieError}, also for a file without one. */
export async function readFrameRate(file: string, program = 'ffprobe'): Promise<number> {
	const entries = ['-select_streams', 'v:0', '-show_entries', 'stream=avg_frame_rate', '-of', 'csv=p=0'];
	const said = await run(program, ['-v', 'error', ...onlyFiles, ...entries, resolve(file)], {});
	const [, over, under = '1'] = /^(\d+)(?:\/(\d+))?/.exec(said.trim()) ?? [];
	const rate = Number(over) / Number(under);
	if (!(rate > 0) || !Number.isFinite(rate)) throw new MovieError(`${file} has no moving picture.`);
	return rate;
}

/** Whether `file` has sound. Throws {@link MovieError} for a file that is no film. */
export async function hasSound(file: string, program = 'ffprobe'): Promise<boolean> {
	const entries = ['-select_streams', 'a:0', '-show_entries', 'stream=codec_type', '-of', 'csv=p=0'];
	return (await run(program, ['-v', 'error', ...onlyFiles, ...entries, resolve(file)], {})).trim() !== '';
}

/** Pictures as they are shown, with square pixels: those of some films are wider than high, or the other way round. */
const squarePixels = 'scale=max(1\\,round(iw*sar)):ih,setsar=1';

/**
 * Writes the pictures of a film in the aspect in which it is shown, as 000001.png, 000002.png … into a folder that is there and empty, so many a
 * second as asked for: pictures are left out or repeated. Throws {@link MovieError}, and the signal's reason.
 */
export async function extractFrames(
	file: string,
	folder: string,
	{
		framesPerSecond,
		signal,
		program = 'ffmpeg',
	}: { readonly framesPerSecond: number; readonly signal?: AbortSignal; readonly program?: string },
): Promise<void> {
	const words = ['-hide_banner', '-loglevel', 'error', '-nostdin', ...onlyFiles, '-i', resolve(file)];
	const rate = ['-map', '0:v:0', '-vf', `fps=${framesPerSecond},${squarePixels}`];
	await run(program, [...words, ...rate, join(resolve(folder), '%06d.png')], signal ? { signal } : {});
}

/** What it says on standard output. */
async function run(program: string, words: readonly string[], { signal }: { signal?: AbortSignal }): Promise<string> {
	signal?.throwIfAborted();
	const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
	const stop = (): void => void child.kill('SIGKILL');
	signal?.addEventListener('abort', stop);
	const said = { out: '', wrong: '' };
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		said.out = (said.out + text).slice(0, keptLetters);
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said.wrong = (said.wrong + text).slice(-keptLetters);
	});
	try {
		const [code] = await once(child, 'close').catch((error: NodeJS.ErrnoException) => {
			throw new MovieError(error.code === 'ENOENT' ? `There is no ${program} on this machine.` : error.message);
		});
		signal?.throwIfAborted();
		if (code !== 0) throw new MovieError(`${program} ended with ${code}: ${said.wrong.trim() || 'it said nothing'}`);
		return said.out;
	} finally {
		signal?.removeEventListener('abort', stop);
	}
}

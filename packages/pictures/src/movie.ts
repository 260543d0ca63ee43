/** @file A time-lapse as MP4, by the ffmpeg of the machine, where there is one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type Picture, requirePicture } from './picture.ts';

/** There is no ffmpeg, or it failed; the message has its last words. */
export class MovieError extends Error {
	override readonly name = 'MovieError';
	readonly code = 'MOVIE_FAILED';
}

/** Letters of what ffmpeg says that are kept for a message. */
const keptLetters = 1_000;
/** As nerdyrodent's and EleutherAI's scripts: visually lossless, and slow. */
const constantRateFactor = 17;

export interface MovieOptions {
	/** Where it goes; ffmpeg writes it, whole or not at all is the caller's matter. */
	readonly file: string;
	readonly framesPerSecond: number;
	/** What players show of it. */
	readonly title: string;
	/** The recipe. */
	readonly comment: string;
	/** A film whose sound goes along: cut off, or followed by silence, after so many seconds. None when left out. */
	readonly sound?: { readonly file: string; readonly seconds: number };
	readonly signal?: AbortSignal;
	/** The program; "ffmpeg" on the path when left out. */
	readonly program?: string;
}

/** Whether movies can be made here. */
export async function hasMovieEncoder(program = 'ffmpeg'): Promise<boolean> {
	const child = spawn(program, ['-hide_banner', '-version'], { stdio: 'ignore' });
	return once(child, 'close').then(
		([code]) => code === 0,
		() => false,
	);
}

/**
 * Writes pictures of one size, as they come, into an MP4 (H.264, 4:2:0, so sides are cut to even ones), whose index
 * stands at its beginning. Throws {@link MovieError}, a RangeError for other sizes, and the signal's reason.
 */
export async function encodeMovie(
	pictures: AsyncIterable<Picture>,
	{ file, framesPerSecond, title, comment, sound, signal, program = 'ffmpeg' }: MovieOptions,
): Promise<void> {
	const iterator = pictures[Symbol.asyncIterator]();
	const first = await iterator.next();
	if (first.done) throw new RangeError('a movie needs at least one picture');
	const { width, height } = first.value;
	const words = [
		...['-hide_banner', '-loglevel', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24'],
		...['-s', `${width}x${height}`, '-r', String(framesPerSecond), '-i', 'pipe:0'],
		...(sound ? ['-protocol_whitelist', 'file,pipe', '-i', resolve(sound.file), '-map', '0:v:0', '-map', '1:a:0'] : []),
		...(sound ? ['-c:a', 'aac', '-af', 'apad', '-flags:a', '+bitexact', '-t', String(sound.seconds)] : []),
		...['-vf', 'crop=trunc(iw/2)*2:trunc(ih/2)*2', '-c:v', 'libx264', '-crf', String(constantRateFactor)],
		...['-pix_fmt', 'yuv420p', '-movflags', '+faststart', '-fflags', '+bitexact', '-flags:v', '+bitexact'],
		...['-metadata', `title=${title}`, '-metadata', `comment=${comment}`, '-f', 'mp4', file],
	];
	const child = spawn(program, words, { stdio: ['pipe', 'ignore', 'pipe'] });
	let said = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said = (said + text).slice(-keptLetters);
	});
	const ended = once(child, 'close').then(
		([code]) => (code === 0 ? null : new MovieError(`ffmpeg ended with ${code}: ${said.trim() || 'it said nothing'}`)),
		(error: NodeJS.ErrnoException) =>
			new MovieError(error.code === 'ENOENT' ? `There is no ${program} on this machine.` : error.message),
	);
	// When it ends early, its own words say why; a broken pipe says nothing.
	child.stdin.on('error', () => undefined);
	try {
		for (let next: IteratorResult<Picture> = first; !next.done; next = await iterator.next()) {
			signal?.throwIfAborted();
			const picture = next.value;
			requirePicture(picture);
			if (picture.width !== width || picture.height !== height)
				throw new RangeError(`a picture of ${picture.width}×${picture.height} in a movie of ${width}×${height}`);
			if (!child.stdin.write(picture.data)) await Promise.race([once(child.stdin, 'drain'), ended]);
			if (child.exitCode !== null) break;
		}
	} catch (error) {
		child.kill('SIGKILL');
		await ended;
		throw error;
	}
	child.stdin.end();
	const failure = await ended;
	if (failure) throw failure;
}

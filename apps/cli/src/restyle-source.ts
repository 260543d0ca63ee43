/** @file The pictures that a restyle begins from: files of a folder, or of a film that is taken apart into one. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { extractFrames, hasSound, MovieError, readFrameRate } from '@galatea/pictures';
import { UsageError } from './usage-error.ts';
import { partOf } from './write-whole.ts';

const endings = ['.png', '.jpg', '.jpeg', '.webp', '.avif'] as const;
const usualFramesPerSecond = 25;

/** A picture of the source. */
export interface SourceFrame {
	readonly file: string;
	readonly sha256: string;
}

export interface RestyleSource {
	/** In the order of the film. */
	readonly frames: readonly SourceFrame[];
	readonly framesPerSecond: number;
	/** The film whose sound goes with them; null where there is none. */
	readonly soundOf: string | null;
}

/**
 * Finds the pictures of a folder or a film. A film is taken apart into a folder of its own in `into`, which is there whole or not
 * at all, and found again the next time. Throws {@link UsageError} for a source without pictures.
 */
export async function findSource(
	source: string,
	{
		into,
		framesPerSecond,
		signal,
	}: { readonly into: string; readonly framesPerSecond: number | null; readonly signal: AbortSignal },
): Promise<RestyleSource> {
	const found = await stat(source).catch((error: NodeJS.ErrnoException) => {
		throw new UsageError(`${source} cannot be read: ${error.message}`);
	});
	if (found.isDirectory())
		return {
			frames: await framesOf(source, signal),
			framesPerSecond: framesPerSecond ?? usualFramesPerSecond,
			soundOf: null,
		};
	try {
		const rate = framesPerSecond ?? Math.min(60, await readFrameRate(source));
		const frames = await framesOf(await takeApart(source, into, rate, signal), signal);
		return { frames, framesPerSecond: rate, soundOf: (await hasSound(source)) ? source : null };
	} catch (error) {
		if (error instanceof MovieError) throw new UsageError(`${source} cannot be taken apart: ${error.message}`);
		throw error;
	}
}

async function takeApart(film: string, into: string, rate: number, signal: AbortSignal): Promise<string> {
	const hash = createHash('sha256');
	for await (const bytes of createReadStream(film)) hash.update(bytes);
	// In the aspect in which it is shown: before, the name was `source-…`.
	const folder = join(into, `shown-${hash.digest('hex').slice(0, 16)}-${Number(rate.toFixed(3))}`);
	if ((await stat(folder).catch(() => null)) !== null) return folder;
	const part = partOf(folder);
	await mkdir(part, { recursive: true });
	try {
		await extractFrames(film, part, { framesPerSecond: rate, signal });
		await rename(part, folder);
	} catch (error) {
		await rm(part, { recursive: true, force: true });
		throw error;
	}
	return folder;
}

async function framesOf(folder: string, signal: AbortSignal): Promise<readonly SourceFrame[]> {
	const names = inOrder(await readdir(folder));
	if (names.length === 0) throw new UsageError(`${folder} has no pictures: none ends in ${endings.join(', ')}.`);
	const frames: SourceFrame[] = [];
	for (const name of names) {
		signal.throwIfAborted();
		const file = resolve(folder, name);
		frames.push({
			file,
			sha256: createHash('sha256')
				.update(await readFile(file))
				.digest('hex'),
		});
	}
	return frames;
}

const names = new Intl.Collator('en', { numeric: true });

/** Names of pictures as people count: 2 before 10. */
export function inOrder(files: readonly string[]): readonly string[] {
	return files.filter((name) => endings.some((ending) => extname(name).toLowerCase() === ending)).sort(names.compare);
}

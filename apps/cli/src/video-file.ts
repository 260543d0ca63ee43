/** @file Pictures as a video file, which appears only when it is complete. */
import { extname } from 'node:path';
import { encodeAnimation, encodeMovie, maximumAnimationBytes, type Picture } from '@galatea/pictures';
import { writePictureXmp } from '@galatea/render/metadata';
import { UsageError } from './usage-error.ts';
import { movePart, partOf, writeWhole } from './write-whole.ts';

const formats = ['.webp', '.mp4'] as const;
const webpQuality = 80;

/** Whether a file's name is that of a video: .webp or .mp4. */
export function isVideoName(file: string): boolean {
	return formats.some((format) => format === extname(file).toLowerCase());
}

export interface VideoWriting {
	readonly out: string;
	readonly width: number;
	readonly height: number;
	/** How many pictures come. */
	readonly count: number;
	readonly framesPerSecond: number;
	/** How long the last picture of a WebP stays before it begins anew. */
	readonly lastSeconds: number;
	readonly title: string;
	/** What the video is of; null where it is of no one recipe. */
	readonly recipe: string | null;
	/** A film whose sound an MP4 gets; null for none. */
	readonly soundOf?: string | null;
	readonly signal: AbortSignal;
}

/** Writes a WebP or, by the ffmpeg of the machine, an MP4. Throws {@link UsageError} for too many pictures for a WebP. */
export async function writeVideo(pictures: AsyncIterable<Picture>, writing: VideoWriting): Promise<void> {
	const { out, framesPerSecond, count, signal, title, recipe, soundOf } = writing;
	if (extname(out).toLowerCase() === '.webp') return writeWhole(out, await animate(pictures, writing));
	const part = partOf(out);
	const texts = { title, comment: recipe ?? '' };
	const sound = soundOf ? { sound: { file: soundOf, seconds: count / framesPerSecond } } : {};
	await movePart(part, out, () => encodeMovie(pictures, { ...texts, ...sound, file: part, framesPerSecond, signal }));
}

async function animate(pictures: AsyncIterable<Picture>, writing: VideoWriting): Promise<Uint8Array> {
	const { width, height, count, framesPerSecond, lastSeconds, title, recipe } = writing;
	const most = Math.floor(maximumAnimationBytes / (3 * width * height));
	if (count > most)
		throw new UsageError(
			`An animated WebP of this size has at most ${most} pictures, not ${count}: make it shorter, or an MP4.`,
		);
	const all: Picture[] = [];
	for await (const picture of pictures) all.push(picture);
	const { bytes } = await encodeAnimation(all, {
		frameMs: Math.round(1_000 / framesPerSecond),
		lastFrameMs: lastSeconds * 1_000,
		quality: webpQuality,
		...(recipe !== null && { xmp: writePictureXmp({ recipe, description: title }) }),
	});
	return bytes;
}

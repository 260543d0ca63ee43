/**
 * @file The bytes of a file as an answer, wherever they come from: a folder, memory, later an object storage. Players ask for parts
 * of a film (RFC 9110, 14), and Safari plays none without them. What cannot be read to its end is cut off rather than ended.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StoredFile } from '@galatea/store/files';
import type { Request, Response } from 'express';

/**
 * What a picture or a film may do that a browser opens by itself: be shown or played by the browser's own page around it, which
 * loads it again from its address and styles it inline. Nothing runs, and nothing else is loaded. `allow-same-origin` lets that second
 * request carry the cookies that a private file needs; without `allow-scripts` it opens nothing.
 */
const showAndPlay = [
	"default-src 'none'",
	"img-src 'self'",
	"media-src 'self'",
	"style-src 'unsafe-inline'",
	"form-action 'none'",
	"base-uri 'none'",
	'sandbox allow-same-origin',
].join('; ');

/** Headers that every file has that leaves this server. */
export const fileHeaders = { 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': showAndPlay } as const;

interface FileHeaders {
	readonly 'Cache-Control': string;
	/** Strong, so that parts of two answers can be put together. */
	readonly ETag: string;
}

/** Bytes in memory as a file. */
export function bytesAsFile(bytes: Uint8Array, mimeType: string): StoredFile {
	return {
		byteCount: bytes.length,
		mimeType,
		read: async (start, end) => Readable.from([bytes.subarray(start, end + 1)]),
	};
}

/** Whether `ETag`, already set on the answer, is what the caller has: answered with 304 then, and nothing is left to do. */
export function answeredAsKnown<Parameters>(request: Request<Parameters>, response: Response): boolean {
	if (!request.fresh) return false;
	response.status(304).end();
	return true;
}

/**
 * Answers GET and HEAD with a file or the one part of it that is asked for; several parts at once come as the whole file. Resolves
 * when it is sent, or nobody is there to read it. Rejects while nothing was sent yet; later the connection is cut.
 */
export async function sendContent<Parameters>(
	request: Request<Parameters>,
	response: Response,
	file: StoredFile,
	headers: FileHeaders,
): Promise<void> {
	response.set({ ...fileHeaders, ...headers, 'Accept-Ranges': 'bytes' });
	if (answeredAsKnown(request, response)) return;
	const part = partOf(request, file.byteCount, headers.ETag);
	if (part === 'BEYOND') {
		for (const name of ['ETag', 'Content-Disposition']) response.removeHeader(name);
		response.set({ 'Cache-Control': 'no-store', 'Content-Range': `bytes */${file.byteCount}` });
		response.status(416).json({ error: `The file has ${file.byteCount} bytes.` });
		return;
	}
	const { start, end } = part ?? { start: 0, end: file.byteCount - 1 };
	const stream = request.method === 'HEAD' || end < start ? null : await file.read(start, end);
	if (part) response.status(206).set('Content-Range', `bytes ${start}-${end}/${file.byteCount}`);
	response.set({ 'Content-Type': file.mimeType, 'Content-Length': String(end - start + 1) });
	if (stream === null) response.end();
	// Whoever leaves in the middle is no failure, and a storage that breaks there has had its connection cut by this.
	else await pipeline(stream, response).catch(() => undefined);
}

/** The one part that is asked for, from byte to byte; null for the whole file. */
function partOf<Parameters>(
	request: Request<Parameters>,
	byteCount: number,
	etag: string,
): { readonly start: number; readonly end: number } | 'BEYOND' | null {
	const known = request.get('If-Range');
	if (request.method !== 'GET' || (known !== undefined && known !== etag)) return null;
	const asked = request.range(byteCount, { combine: true });
	// What cannot be read is as if it were not there.
	if (asked === undefined || asked === -2) return null;
	if (asked === -1) return 'BEYOND';
	const [only, ...others] = asked;
	return asked.type === 'bytes' && only && others.length === 0 ? only : null;
}

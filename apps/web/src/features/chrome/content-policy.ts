/**
 * @file What a page of the gallery may load and run (Content-Security-Policy): its own scripts by a nonce that only this answer
 * knows, so that a script that somebody smuggles into a text does nothing.
 */
import { type SocketPlace, socketUrl } from '../watch/socket-url.ts';

interface Policy {
	/** Unguessable, and another one in each answer. */
	readonly nonce: string;
	/** Where the page is, such as `https://gallery.example`. */
	readonly origin: string;
	/** Where its live events come from. */
	readonly socket: SocketPlace;
	/** In development React runs what it was sent as text, and styles come without a nonce. */
	readonly isDevelopment: boolean;
}

/** The value of the header. */
export function contentPolicy({ nonce, origin, socket, isDevelopment }: Policy): string {
	const directives: Readonly<Record<string, readonly string[]>> = {
		'default-src': ["'self'"],
		// What a script with the nonce loads may run, too: the parts of a page that are loaded when they are needed.
		'script-src': ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(isDevelopment ? ["'unsafe-eval'"] : [])],
		'style-src': isDevelopment ? ["'self'", "'unsafe-inline'"] : ["'self'", `'nonce-${nonce}'`],
		// Places on the wall and grounds of pictures are attributes, which have no nonce. They run nothing.
		'style-src-attr': ["'unsafe-inline'"],
		// Grounds are data, what somebody is about to upload is a blob.
		'img-src': ["'self'", 'data:', 'blob:'],
		'media-src': ["'self'", 'blob:'],
		'font-src': ["'self'"],
		'connect-src': ["'self'", socketSource(socket, origin)],
		'manifest-src': ["'self'"],
		'worker-src': ["'self'"],
		'frame-src': ["'none'"],
		'frame-ancestors': ["'self'"],
		'object-src': ["'none'"],
		'base-uri': ["'none'"],
		'form-action': ["'self'"],
	};
	return Object.entries(directives)
		.map(([name, sources]) => `${name} ${sources.join(' ')}`)
		.join('; ');
}

/** The policy's grammar knows no address of IPv6; there every address of that scheme has to do. */
function socketSource(socket: SocketPlace, origin: string): string {
	const { protocol, hostname, host } = new URL(socketUrl(socket, new URL(origin)));
	return hostname.startsWith('[') ? protocol : `${protocol}//${host}`;
}

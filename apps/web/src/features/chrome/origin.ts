/**
 * @file At which address people open the gallery. It is one thing what the gallery says of itself to everybody, and another
 * where a visitor is: headers tell the latter, and whoever asks writes them.
 */
import { env } from '../../env.ts';

/** Where the visitor is, such as `https://gallery.example`: as the proxy before us says, or as the browser asked. */
export function visitedOrigin(headers: Pick<Headers, 'get'>): string {
	const host = headers.get('x-forwarded-host')?.split(',')[0]?.trim() || headers.get('host') || 'localhost';
	const protocol = headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' ? 'https' : 'http';
	const address = `${protocol}://${host}`;
	// In one spelling, as PUBLIC_URL and browsers have it: small letters, no usual port.
	return URL.canParse(address) ? new URL(address).origin : 'http://localhost';
}

/**
 * The origin of addresses that others are to keep, such as those of cards and oEmbed: PUBLIC_URL, and where that is not set
 * {@link visitedOrigin}.
 */
export function publicOrigin(headers: Pick<Headers, 'get'>): string {
	return env.publicUrl ?? visitedOrigin(headers);
}

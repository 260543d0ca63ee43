/** @file At which address a visitor reaches the gallery: as the proxy before it says, or as the browser asked. */

/** Such as `https://gallery.example`. */
export function originOf(headers: Pick<Headers, 'get'>): string {
	const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? 'localhost';
	const protocol = headers.get('x-forwarded-proto')?.split(',')[0] ?? 'http';
	return `${protocol}://${host}`;
}

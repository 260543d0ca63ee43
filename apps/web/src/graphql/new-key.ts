/** @file Names for what is sent, so that the same thing sent twice is one. */

/** 32 random hexadecimal digits. `crypto.randomUUID` is missing on pages that are served without TLS in a local network. */
export function newKey(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

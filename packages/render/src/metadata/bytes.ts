/** @file Bytes of a file as Latin letters, for the names and marks of formats. */

/** As Latin-1, one letter a byte. TextDecoder's "latin1" is windows-1252, and no Latin-1. */
export function latin1(bytes: Uint8Array): string {
	let text = '';
	for (let from = 0; from < bytes.length; from += 8192)
		text += String.fromCharCode(...bytes.subarray(from, from + 8192));
	return text;
}

/** Numbers in a slice of a file; what lies outside throws a RangeError. */
export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

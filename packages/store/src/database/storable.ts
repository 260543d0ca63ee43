/** @file Text that PostgreSQL can hold. */

/** `text` as PostgreSQL can hold it. */
export function storable(text: string): string {
	return text.replaceAll('\0', '�').replaceAll(/\p{Surrogate}/gu, '�');
}

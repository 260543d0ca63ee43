/**
 * @file Canonical JSON and its hash. Two recipes that mean the same are the same bytes (keys sorted by code unit, no
 * white space, numbers as ECMAScript prints them: RFC 8785), and so have the same name.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export type JsonValue =
	| null
	| boolean
	| number
	| string
	| readonly JsonValue[]
	| { readonly [key: string]: JsonValue | undefined };

/** Prints `value`; members that are `undefined` are left out. Throws a TypeError on NaN and infinities. */
export function canonicalJson(value: JsonValue): string {
	if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}`);
	if (value === null || typeof value !== 'object') return JSON.stringify(value);
	if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	const members: string[] = [];
	for (const key of Object.keys(value).sort()) {
		const member = value[key];
		if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
	}
	return `{${members.join(',')}}`;
}

/** SHA-256 of the canonical JSON, 64 hexadecimal digits. */
export function hashJson(value: JsonValue): string {
	return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

// Array.isArray does not narrow a readonly array.
function isArray(value: JsonValue): value is readonly JsonValue[] {
	return Array.isArray(value);
}

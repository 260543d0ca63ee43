import { expect, test } from 'vitest';
import { openReader } from './open.ts';
import { readerOfBytes } from './reader.ts';

test.each([
	['a web page', '\n<!DOCTYPE html><title>Sign in</title>', /^x\.pt: is a web page, not weights/],
	['an error of a bucket', '<?xml version="1.0"?><Error>', /is a web page/],
	[
		'a pointer of Git LFS',
		'version https://git-lfs.github.com/spec/v1\noid sha256:0',
		/fetch them with `git lfs pull`/,
	],
	['a gzipped file', '\x1f\x8b\x08\x00\x00\x00\x00\x00\x00', /unzip it first/],
	['a model of Keras', '\x89HDF\r\n\x1a\n', /HDF5/],
	['a GGUF file', 'GGUF\x03\x00\x00\x00\x00', /GGUF/],
	[
		'a bare pickle',
		'\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00}\x94.',
		/a pickle of Python, but not one of torch\.save/,
	],
	['an empty file', '', /is of no known format: .* got "an empty file"/],
	['anything else', 'BM\x36\x00\x00\x00', /is of no known format: .* got "BM6\\u0000\\u0000\\u0000"/],
	[
		'a zip archive of something else',
		'PK\x05\x06'.padEnd(22, '\0'),
		/not of PyTorch: it must have one \*\/data\.pkl, got 0/,
	],
])('%s is refused with what to do about it, and closed', async (_what, text, message) => {
	let closed = 0;
	const reader = { ...readerOfBytes(Buffer.from(text, 'latin1'), 'x.pt'), close: async () => void closed++ };
	await expect(openReader(reader)).rejects.toThrow(message);
	expect(closed).toBe(1);
});

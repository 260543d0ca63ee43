/** @file Writes dot-rows.wasm from dot-rows.wat; a test compares the two. */
import { readFile, writeFile } from 'node:fs/promises';
import wabt from 'wabt';

const source = new URL('dot-rows.wat', import.meta.url);

/** The bytes of the assembled module. */
export async function assembled(): Promise<Uint8Array> {
	const module = (await wabt()).parseWat('dot-rows.wat', await readFile(source, 'utf8'), { simd: true });
	try {
		return module.toBinary({}).buffer;
	} finally {
		module.destroy();
	}
}

if (process.argv[1] === import.meta.filename)
	await writeFile(new URL('dot-rows.wasm', import.meta.url), await assembled());

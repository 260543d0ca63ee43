/** @file Files that people take for weights and that are none, or none that can be read: what to do about each. */
import { CheckpointError } from './errors.ts';

/** What files begin with, as latin1 text in small letters, and what to say of them. */
const strangers: readonly (readonly [starts: readonly string[], what: string])[] = [
	[['<!doctype', '<html', '<?xml'], 'is a web page, not weights: the download gave an error or asked for a login'],
	[['version https://git-lfs'], 'is a pointer of Git LFS, not the weights: fetch them with `git lfs pull`'],
	[['\x1f\x8b'], 'is gzipped: unzip it first'],
	[['\x89hdf'], 'is an HDF5 file (Keras), which is not read here: get it as safetensors'],
	[['gguf'], 'is a GGUF file, which is not read here: get it as safetensors'],
	[['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'], 'is a pickle of Python, but not one of torch.save'],
];

/** Why a file that starts so is not of a known format. */
export function strangerError(file: string, start: Uint8Array): CheckpointError {
	const bytes = Buffer.from(start);
	const text = bytes.toString('latin1').trimStart().toLowerCase();
	const known = strangers.find(([starts]) => starts.some((each) => text.startsWith(each)));
	if (known !== undefined) return new CheckpointError('MALFORMED', known[1], { file });
	return new CheckpointError('MALFORMED', 'is of no known format: safetensors, a file of PyTorch, or msgpack of Flax', {
		file,
		value: start.length === 0 ? 'an empty file' : bytes.toString('latin1', 0, 16),
	});
}

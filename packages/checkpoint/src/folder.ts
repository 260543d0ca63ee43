/** @file A folder of weight files, tokenizer texts and whatever else packs are made of. */
import { digestFile, type FileDigest, pathIn, readerOfFile, readText } from './reader.ts';
import { openSafetensors, type SafetensorsOptions } from './safetensors.ts';
import type { TensorSource } from './tensor.ts';

/** Files by their path within the folder, with forward slashes. All reject with `CheckpointError`. */
export interface ModelFolder {
	openTensors(file: string): Promise<TensorSource>;
	/** Unzipped if the name ends in .gz. */
	readText(file: string): Promise<string>;
	digest(file: string): Promise<FileDigest>;
}

/** The files under `folder`; nothing is read until asked for, and no path leads out of it. */
export function modelFolder(folder: string, options: SafetensorsOptions = {}): ModelFolder {
	return {
		openTensors: async (file) => openSafetensors(await readerOfFile(pathIn(folder, file), file), file, options),
		readText: async (file) => readText(pathIn(folder, file), file),
		digest: async (file) => digestFile(pathIn(folder, file), file),
	};
}

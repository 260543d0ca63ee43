/** @file A folder of weight files, tokenizer texts and whatever else packs are made of. */
import type { Checkpoint } from './checkpoint.ts';
import { openCheckpoint } from './open.ts';
import { digestFile, type FileDigest, pathIn, readText } from './reader.ts';
import type { CheckpointOptions } from './view-source.ts';

/** Files by their path within the folder, with forward slashes. All reject with `CheckpointError`. */
export interface ModelFolder {
	/** Of any format that `openCheckpoint` knows. */
	openTensors(file: string): Promise<Checkpoint>;
	/** Unzipped if the name ends in .gz. */
	readText(file: string): Promise<string>;
	digest(file: string): Promise<FileDigest>;
}

/** The files under `folder`; nothing is read until asked for, and no path leads out of it. */
export function modelFolder(folder: string, options: CheckpointOptions = {}): ModelFolder {
	return {
		openTensors: async (file) => openCheckpoint(pathIn(folder, file), { ...options, file }),
		readText: async (file) => readText(pathIn(folder, file), file),
		digest: async (file) => digestFile(pathIn(folder, file), file),
	};
}

/** @file Stored files: pictures, uploads and ladders. */
export { findPicture, readBlob, type StoredFile, saveBlob } from './blobs.ts';
export { removeDiscardedFiles } from './discarded-files.ts';
export type { ImageReference } from './image-reference.ts';
export { laddersOf, putOffLadder, type StoredRung, saveLadder, takeLadder } from './picture-ladders.ts';
export { readRecipePicture, recipePictureKeys, usablePictures } from './recipe-pictures.ts';
export {
	clearOrphans,
	type FileAmount,
	type FileKind,
	fileKinds,
	type StorageUse,
	storageUse,
} from './storage-use.ts';
export { admitUpload, forgetUploads, saveUpload } from './uploads.ts';

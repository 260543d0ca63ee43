export { type CarriedTexts, maximumFileBytes, readCarriedTexts } from './carried.ts';
export { findMetadata, findMovieMetadata, findTnweiDetails, type PictureTexts } from './dialects.ts';
export type { FoundMetadata, FoundSettings, MetadataPlace, MetadataWriter } from './found.ts';
export { type Pixels, revealText } from './hidden.ts';
export { readPageText } from './json.ts';
export { losslessSize, type PixelSize } from './lossless.ts';
export { isMp4, type MovieTexts, readMovieTexts } from './mp4.ts';
export { isPng, type PngChunk, plainPngTexts, pngChunks } from './png.ts';
export { printRunRecord, type RunRecord, readRunRecord } from './run-record.ts';
export { compareTraces, type Trace, type TraceBuilder, type TraceComparison, traceBuilder } from './trace.ts';
export {
	asciiJson,
	digitalSourceType,
	type PictureMetadata,
	program,
	recipeKey,
	runKey,
	writePictureXmp,
	writePngTexts,
} from './written.ts';

export { type AnimationOptions, encodeAnimation, maximumAnimationBytes } from './animation.ts';
export { avatarSidesPx, encodeAvatar } from './avatar.ts';
export { withoutMetadata } from './bare.ts';
export { type ContactSheetOptions, encodeContactSheet, scalePicture } from './contact-sheet.ts';
export { decodePicture, decodePictureWithin, readPicture } from './decode.ts';
export { type InspectedPicture, inspectPicture } from './inspect.ts';
export { encodeLadder, ladderVersion, maximumRungs } from './ladder.ts';
export { encodeMosaicCard, maximumMosaicPictures, mosaicCardVersion } from './mosaic-card.ts';
export { encodeMovie, hasMovieEncoder, MovieError, type MovieOptions } from './movie.ts';
export { extractFrames, hasSound, readFrameRate } from './movie-frames.ts';
export { encodeNumberedPage, type NumberedPageOptions } from './numbered-page.ts';
export {
	type CopyFormat,
	copyFormats,
	encodeCopy,
	encodeOriginal,
	readEmbeddedRecipe,
	readEmbeddedRun,
	relabelOriginal,
} from './original.ts';
export type { EncodedPicture, Picture } from './picture.ts';
export { type EncodedPreview, encodePreview, type PreviewOptions } from './preview.ts';
export { encodeSharingCard, sharingCardPx, sharingCardVersion } from './sharing-card.ts';
export { type Similarity, similarity } from './similarity.ts';
export { readUploaded, type UploadedPicture } from './uploaded.ts';

export { type ContactSheetOptions, encodeContactSheet, scalePicture } from './contact-sheet.ts';
export { decodePicture, readPicture } from './decode.ts';
export { encodeOriginal, readEmbeddedRecipe } from './original.ts';
export type { EncodedPicture, Picture } from './picture.ts';
export { type EncodedPreview, encodePreview, type PreviewOptions } from './preview.ts';

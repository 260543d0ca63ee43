export {
	type Codebook,
	type EncodePicture,
	type Generator,
	type LatentRange,
	type LatentShape,
	latentFromCodes,
} from './generator.ts';
export type { EncodedText, EncodeText, Perceptor, Tokenizer, UnknownWord } from './perceptor.ts';

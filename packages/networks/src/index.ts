export { bigGanDeep } from './biggan/biggan-deep.ts';
export { readBigGan } from './biggan/weights.ts';
export {
	type Catalogue,
	type GeneratorEntry,
	neededFiles,
	type PackDefaults,
	type PackEntry,
	type PackSizes,
	type PerceptorEntry,
	type PriorEntry,
	packSha256,
	parseCatalogue,
	type TokenizerEntry,
	type TrainingData,
} from './catalogue.ts';
export { type ClipImageWeights, clipPerceptor, clipPixelMean, clipPixelStd, readClipImage } from './clip/clip.ts';
export type { ConvolutionActivation } from './clip/resnet-weights.ts';
export { type Activation, readImageTower, readTextTower } from './clip/weights.ts';
export {
	type Codebook,
	type DecodeLatent,
	type EncodePicture,
	type Generator,
	type LatentConditions,
	type LatentRange,
	type LatentShape,
	latentFromCodes,
} from './generator.ts';
export { activationOfConfig, type ClipLayout } from './import/clip-layouts.ts';
export {
	type RecognisedBigGan,
	type RecognisedClip,
	type RecognisedNetwork,
	type RecognisedTaesd,
	type RecognisedVqgan,
	recogniseNetwork,
} from './import/recognise.ts';
export type { VqganLayout } from './import/vqgan-layouts.ts';
export { loadPack, loadTokenizer, type Pack, type PackFiles, verifyPack } from './load-pack.ts';
export { PackError, type PackFailure } from './pack-error.ts';
export type {
	EncodedText,
	EncodeImage,
	EncodeText,
	Perceptor,
	Tokenizer,
	UnknownWord,
	WordReading,
} from './perceptor.ts';
export { mostThings, type SceneLayout } from './prior/layouts.ts';
export {
	type GuessLatent,
	guessLatent,
	type Prior,
	type PriorVariation,
	type SceneValues,
	variationLength,
} from './prior/prior.ts';
export { readScene, type Scene, type SceneColour, type SceneThing } from './prior/read-scene.ts';
export { parseSceneWords, type SceneWords } from './prior/scene-words.ts';
export { readPrior } from './prior/weights.ts';
export { randomBigGan } from './random/random-biggan.ts';
export { type ClipConfig, clipVitB32Config, randomClip } from './random/random-clip.ts';
export { type PriorConfig, randomPrior } from './random/random-prior.ts';
export { randomTaesd, type TaesdConfig } from './random/random-taesd.ts';
export { type RandomTensor, randomTensorData } from './random/random-tensors.ts';
export { randomVqgan, type VqganConfig, vqganF16Config } from './random/random-vqgan.ts';
export { taesdVq } from './taesd/taesd-vq.ts';
export { hasTaesdEncoder, readTaesdDecoder, readTaesdEncoder } from './taesd/weights.ts';
export { bytePairTokenizer } from './tokenizer/byte-pair.ts';
export { wordsTokenizer } from './tokenizer/words.ts';
export { tamingVqgan } from './vqgan/taming-vqgan.ts';
export { hasVqganEncoder, readVqganDecoder, readVqganEncoder } from './vqgan/weights.ts';

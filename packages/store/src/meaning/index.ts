/** @file What pictures show: embeddings, search by meaning, suggested tags and level hints. */
export { type ListedPicture, listedPictures, readListed } from './artworks-of-pictures.ts';
export {
	answerCaptionRanking,
	type CaptionRanking,
	findCaptionRanking,
	forgetCaptionRankings,
	requestCaptionRanking,
	type WantedRanking,
} from './caption-rankings.ts';
export {
	answerEmbeddingRequest,
	type EmbeddingAnswer,
	findEmbedding,
	requestEmbedding,
	type SearchedWith,
} from './embedding-requests.ts';
export { currentEmbeddingSpace, type EmbeddingSpace, useEmbeddingSpace } from './embedding-spaces.ts';
export { type LevelHint, levelHintsOf, saveLevelHint } from './level-hints.ts';
export {
	embeddingProgress,
	newestUnseen,
	type PictureEmbedding,
	readEmbeddings,
	readProfile,
	type StoredEmbedding,
	savePictureEmbedding,
	type UnseenPicture,
	type WalkPlace,
	walkUnseen,
} from './picture-embeddings.ts';
export { saveSuggestedTags } from './picture-tags.ts';
export {
	areVectorsReady,
	buildVectorIndexes,
	copyVectors,
	prepareVectors,
	type VectorSupport,
} from './picture-vectors.ts';
export { type PictureToCompare, picturesToCompare } from './pictures-to-compare.ts';
export { type SoughtVector, scoreScale, searchVectors } from './search-vectors.ts';
export { removeSuggestedTag, type SuggestedTag, suggestedTagsOf, voteOnTag } from './suggested-tags.ts';

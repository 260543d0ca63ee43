/** @file One way to search pictures by meaning, in one space: in memory, or in the database. */
import type { Viewer } from '@galatea/store/access';
import type { ArtworkFilter, ArtworkPage } from '@galatea/store/artworks';
import type { SoughtVector } from '@galatea/store/meaning';

/** Of cursors. */
export const listName = 'LIKE';

/** Which page of what was found, and what of it to leave out. */
export interface MeaningRequest {
	/** 1 to 100. */
	readonly first: number;
	readonly after: string | null;
	readonly filter: ArtworkFilter;
}

/** Has all pictures that were looked at until it is asked. */
export interface PictureSearch {
	/** Null for a picture that nobody has looked at. */
	profileOf(imageKey: string): Promise<Float32Array | null>;
	/** Listed artworks that the filter keeps, best first. Throws `CursorError`. */
	page(sought: SoughtVector, request: MeaningRequest, viewer: Viewer): Promise<ArtworkPage>;
}

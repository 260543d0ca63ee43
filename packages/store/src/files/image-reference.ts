/** @file How the other rooms name a stored picture. */

/** A stored picture: an immutable file, named by its content. */
export interface ImageReference {
	/** Key in storage, `<sha256>.<extension>`. */
	readonly key: string;
	readonly width: number;
	readonly height: number;
	readonly mimeType: string;
	/** ThumbHash in base64, about 25 bytes. */
	readonly thumbhash: string;
}

'use client';
/** @file A picture of this gallery by the SHA-256 that a recipe knows it by. */
import { useState } from 'react';

/** Kinds of picture files, the likeliest first: storage names a file with its kind, and a recipe without. */
const extensions = ['png', 'webp', 'jpg', 'avif'] as const;

interface StoredPictureProps {
	readonly sha256: string;
	readonly alt: string;
	/** In place of a picture that is not here, or that the visitor may not see. */
	readonly missing: string;
}

export function StoredPicture({ sha256, alt, missing }: StoredPictureProps) {
	const [attempt, setAttempt] = useState(0);
	const extension = extensions[attempt];
	if (extension === undefined) return <p className="text-sm text-dot">{missing}</p>;
	return (
		<img
			key={extension}
			src={`/files/${sha256}.${extension}`}
			alt={alt}
			className="max-h-40 w-auto max-w-full bg-mat"
			onError={() => setAttempt(attempt + 1)}
		/>
	);
}

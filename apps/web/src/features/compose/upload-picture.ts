/** @file Sends a picture file to the gallery, to render with. */

/** Bytes of a file that the gallery takes: the API's own limit. */
const maximumBytes = 16 * 1024 * 1024;

/** Why a picture was not taken; `unreachable` is the browser's own finding, the rest are the API's codes. */
const uploadProblems = [
	'INVALID_INPUT',
	'BODY_TOO_LARGE',
	'TOO_MANY_TRIES',
	'TOO_BUSY',
	'TOO_MANY_REQUESTS',
	'SUSPENDED',
	'STORAGE_FULL',
	'unreachable',
] as const;
export type UploadProblem = (typeof uploadProblems)[number];

export type UploadAnswer = { readonly sha256: string } | { readonly problem: UploadProblem };

/** Sends one file; never throws. The gallery names it by its content, or by that of what it made of it. */
export async function uploadPicture(file: File): Promise<UploadAnswer> {
	if (file.size > maximumBytes) return { problem: 'BODY_TOO_LARGE' };
	try {
		const headers = { 'Content-Type': file.type.startsWith('image/') ? file.type : 'image/*' };
		const response = await fetch('/uploads', { method: 'POST', headers, body: file });
		const answer: unknown = await response.json();
		if (response.ok && isNamed(answer)) return { sha256: answer.sha256 };
		const code = codeOf(answer);
		return { problem: uploadProblems.find((each) => each === code) ?? 'unreachable' };
	} catch {
		return { problem: 'unreachable' };
	}
}

function isNamed(answer: unknown): answer is { readonly sha256: string } {
	return typeof answer === 'object' && answer !== null && 'sha256' in answer && typeof answer.sha256 === 'string';
}

function codeOf(answer: unknown): unknown {
	const { errors } = (answer ?? {}) as {
		readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[];
	};
	return errors?.[0]?.extensions?.code;
}

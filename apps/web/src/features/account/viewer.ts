/** @file Who is looking at the page. */
import { cache } from 'react';
import { ViewerDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

/** The member or guest who asks for this page; null for nobody, and when the API does not answer. */
export const loadViewer = async () => (await loadFrame()).viewer;

/** Who asks for this page, and what the gallery says of itself; null for each when the API does not answer. Asked once a page. */
export const loadFrame = cache(async () => {
	try {
		return await serverRequest(ViewerDocument, {});
	} catch {
		// The banner says that the API does not answer; the page says what that means for it.
		return { viewer: null, gallery: null };
	}
});

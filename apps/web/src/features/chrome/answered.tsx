/**
 * @file Pages that say on the server, with status and title, that there is nothing here or that the API did not answer:
 * whoever has no script, a crawler among them, reads the same as everybody (docs/decisions/0067).
 */
import type { Metadata } from 'next';
import { getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ApiError } from '../../graphql/request.ts';
import { otherMessages } from '../../i18n/first-messages.ts';
import { MoreMessages } from '../../i18n/more-messages.tsx';
import { type ErrorKind, ErrorView, errorKindOf } from './error-view.tsx';
import { NotFoundView } from './not-found-view.tsx';
import { answerWithStatus } from './response.ts';

/** What `notFound()` throws is known by this `digest`. */
const nothingHere = 'NEXT_HTTP_ERROR_FALLBACK;404';

type Failure = 'nothing' | ErrorKind;

/** Null for what is not ours to answer, such as a redirect. */
function failureOf(error: unknown): Failure | null {
	if (error instanceof ApiError) return errorKindOf(error.digest);
	return error instanceof Error && 'digest' in error && error.digest === nothingHere ? 'nothing' : null;
}

/**
 * The page, which answers `notFound()` with 404 and the page that says so, an API that cannot be reached, or whose database cannot, with 503 and any
 * other `ApiError` with 500. What components within it throw is beyond its reach: it has to load by itself. It brings all
 * messages to the browser; with `first` no more than the layout does, which only the feed is known to do with.
 */
export function answered<Properties>(
	page: (properties: Properties) => Promise<ReactNode>,
	{ messages = 'all' }: { readonly messages?: 'all' | 'first' } = {},
): (properties: Properties) => Promise<ReactNode> {
	return async (properties) => {
		try {
			const content = await page(properties);
			if (messages === 'first') return content;
			return <MoreMessages messages={otherMessages(await getMessages())}>{content}</MoreMessages>;
		} catch (error) {
			const failure = failureOf(error);
			if (failure === null) throw error;
			if (failure === 'nothing') {
				answerWithStatus(404);
				return <NotFoundView />;
			}
			// biome-ignore lint/suspicious/noConsole: who keeps the server reads why, as of all that a page throws.
			console.error(error);
			answerWithStatus(failure === 'other' ? 500 : 503);
			return <ErrorPage kind={failure} />;
		}
	};
}

/** What {@link answered} is for a page, for its metadata: the title says the same as the page. */
export function answeredMetadata<Properties>(
	metadata: (properties: Properties) => Promise<Metadata>,
): (properties: Properties) => Promise<Metadata> {
	return async (properties) => {
		try {
			return await metadata(properties);
		} catch (error) {
			const failure = failureOf(error);
			if (failure === null) throw error;
			const title = failure === 'nothing' ? (await getTranslations('NotFound'))('title') : await errorTitle(failure);
			return { title, robots: { index: false } };
		}
	};
}

async function errorTitle(kind: ErrorKind): Promise<string> {
	return (await getTranslations('Error'))(`${kind}.title`);
}

async function ErrorPage({ kind }: { readonly kind: ErrorKind }) {
	const t = await getTranslations('Error');
	return (
		<ErrorView kind={kind}>
			{/* biome-ignore lint/a11y/useValidAnchor: it is valid HTML and leads to this very address, with all that it asks. */}
			<a href="" className="button-main">
				{t('again')}
			</a>
		</ErrorView>
	);
}

/**
 * @file A feed of pictures as Atom (RFC 4287) and as JSON Feed 1.1. Both say the same: each entry has its picture as an
 * enclosure, what the picture shows in words, who made it, and under which licence.
 */
import { generateAtomFeed, generateJsonFeed } from 'feedsmith';
import { escapeMarkup, paragraphs, xmlText } from './markup.ts';

/** Somebody who made or keeps something. */
export interface FeedPerson {
	readonly name: string;
	/** Of their page; null for who has none. */
	readonly url: string | null;
}

/** A file of a picture. */
export interface FeedPicture {
	readonly url: string;
	readonly mimeType: string;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
}

/** A picture that was published or collected. All addresses are whole ones. */
export interface FeedEntry {
	/** An IRI that stays the same as long as there is the entry. */
	readonly id: string;
	readonly title: string;
	/** Of its page. */
	readonly url: string;
	readonly publishedAt: Date;
	readonly author: FeedPerson;
	/** What the picture shows, in words. */
	readonly alternativeText: string;
	/** What curators say of it: plain text, empty where they say nothing. */
	readonly note: string;
	/** The address of a licence, or words; null for none stated. */
	readonly licence: string | null;
	/** To keep. */
	readonly picture: FeedPicture;
	/** To show at once. */
	readonly preview: FeedPicture;
}

/** What is new in a part of the gallery. All addresses are whole ones. */
export interface Feed {
	readonly title: string;
	/** Plain text; empty for none. */
	readonly description: string;
	/** Of the page that it is a feed of. */
	readonly url: string;
	readonly atomUrl: string;
	readonly jsonUrl: string;
	/** Who keeps all of it; one at least, which Atom wants of a feed without entries. */
	readonly authors: readonly FeedPerson[];
	/** When something last became different. */
	readonly updatedAt: Date;
	/** The newest first. */
	readonly entries: readonly FeedEntry[];
}

/** The feed as an XML document. */
export function printAtom(feed: Feed): string {
	const text = (value: string) => ({ value: xmlText(value), type: 'text' });
	const person = ({ name, url }: FeedPerson) => ({ name: xmlText(name), ...(url !== null && { uri: url }) });
	const printed = generateAtomFeed({
		id: feed.atomUrl,
		title: text(feed.title),
		updated: feed.updatedAt,
		...(feed.description !== '' && { subtitle: text(feed.description) }),
		authors: feed.authors.map(person),
		generator: { text: 'Galatea' },
		links: [
			{ rel: 'self', type: 'application/atom+xml', href: feed.atomUrl },
			{ rel: 'alternate', type: 'text/html', href: feed.url },
		],
		entries: feed.entries.map((entry) => ({
			id: entry.id,
			title: text(entry.title),
			updated: entry.publishedAt,
			published: entry.publishedAt,
			authors: [person(entry.author)],
			...(entry.licence !== null && { rights: text(entry.licence) }),
			content: { value: xmlText(contentOf(entry)), type: 'html' },
			links: [
				{ rel: 'alternate', type: 'text/html', href: entry.url },
				{ rel: 'enclosure', type: entry.picture.mimeType, href: entry.picture.url, title: xmlText(entry.title) },
				...licenceLink(entry.licence),
			],
			media: {
				contents: [
					{
						url: entry.picture.url,
						type: entry.picture.mimeType,
						medium: 'image',
						width: entry.picture.width,
						height: entry.picture.height,
						description: { value: xmlText(entry.alternativeText), type: 'plain' },
					},
				],
			},
		})),
	});
	// Text with markup in it is printed on a line of its own, and not every reader takes the breaks around it away again.
	return printed.replaceAll(/>\s+<!\[CDATA\[/g, '><![CDATA[').replaceAll(/\]\]>\s+<\//g, ']]></');
}

/** A licence with an address is a link of its own kind, too (RFC 4946). */
function licenceLink(licence: string | null) {
	return licence !== null && URL.canParse(licence) ? [{ rel: 'license', href: licence }] : [];
}

/** The feed as a JSON document. */
export function printJsonFeed(feed: Feed): string {
	const person = ({ name, url }: FeedPerson) => ({ name, ...(url !== null && { url }) });
	const printed = generateJsonFeed({
		title: feed.title,
		...(feed.description !== '' && { description: feed.description }),
		home_page_url: feed.url,
		feed_url: feed.jsonUrl,
		...(feed.authors.length > 0 && { authors: feed.authors.map(person) }),
		items: feed.entries.map((entry) => ({
			id: entry.id,
			url: entry.url,
			title: entry.title,
			content_html: contentOf(entry),
			summary: entry.alternativeText,
			image: entry.picture.url,
			date_published: entry.publishedAt,
			authors: [person(entry.author)],
			attachments: [{ url: entry.picture.url, mime_type: entry.picture.mimeType, title: entry.alternativeText }],
		})),
	});
	// The standard wants the list where nothing is in it, too.
	return JSON.stringify({ items: [], ...(printed as object) });
}

/** What a reader of feeds shows: the picture, the note of who collected it, whose it is and how it may be used. */
function contentOf({ url, preview, alternativeText, note, title, author, licence }: FeedEntry): string {
	const { width, height } = preview;
	const source = escapeMarkup(preview.url);
	const picture = `<img src="${source}" width="${width}" height="${height}" alt="${escapeMarkup(alternativeText)}"/>`;
	const link = (to: string | null, text: string) =>
		to === null ? escapeMarkup(text) : `<a href="${escapeMarkup(to)}">${escapeMarkup(text)}</a>`;
	const credit = [link(url, title), link(author.url, author.name)];
	if (licence !== null) credit.push(link(URL.canParse(licence) ? licence : null, licence));
	return `<p><a href="${escapeMarkup(url)}">${picture}</a></p>${paragraphs(note)}<p>${credit.join(' · ')}</p>`;
}

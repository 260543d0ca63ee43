/** @file `/robots.txt`: what crawlers may read, and where they are told what there is. */
import type { MetadataRoute } from 'next';
import { headers } from 'next/headers';
import { publicOrigin } from '../features/chrome/origin.ts';

/** Pages of one person or for one moment, and lists without end; each says so itself, and this saves the asking. */
const notForCrawlers = [
	...['/claim', '/moderation', '/notifications', '/renders', '/search', '/settings', '/sign-in', '/sign-up'],
	...['/downloads/', '/graphql', '/oauth/', '/uploads'],
	...['/artworks/*/compare/', '/artworks/*/mix', '/create?'],
];

export default async function robots(): Promise<MetadataRoute.Robots> {
	return {
		rules: { userAgent: '*', allow: '/', disallow: notForCrawlers },
		sitemap: `${publicOrigin(await headers())}/sitemap.xml`,
	};
}

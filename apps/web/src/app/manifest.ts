/** @file `/manifest.webmanifest`: what a phone or a desktop shows of the gallery when somebody puts it among their programs. */
import type { MetadataRoute } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

export default async function manifest(): Promise<MetadataRoute.Manifest> {
	const t = await getTranslations('Chrome');
	return {
		id: '/',
		name: t('title'),
		short_name: 'Galatea',
		description: t('description'),
		lang: await getLocale(),
		start_url: '/',
		display: 'minimal-ui',
		background_color: '#f7f7f6',
		theme_color: '#f7f7f6',
		icons: [
			{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
			{ src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
			{ src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
			{ src: '/icon-512-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
		],
	};
}

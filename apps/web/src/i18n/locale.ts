/** @file The languages of the gallery, and which of them a visitor gets. Addresses carry no language, so links never change. */

/** Languages with a message catalogue; the first is the fallback. */
export const locales = ['en', 'es'] as const;

export type Locale = (typeof locales)[number];

/** Name of the cookie that remembers a chosen language. */
export const localeCookie = 'galatea_locale';

/** Whether `text` names a language of the gallery. */
export function isLocale(text: string | undefined): text is Locale {
	return locales.some((locale) => locale === text);
}

/** The chosen language if there is one, else the best of an Accept-Language header, else English. */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
	if (isLocale(chosen)) return chosen;
	const wanted = (acceptLanguage ?? '')
		.split(',')
		.map((part) => {
			const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
			const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
			return { language: tag.split('-')[0], quality: quality ? Number(quality.trim().slice(2)) : 1 };
		})
		.filter(({ quality }) => quality > 0)
		.sort((a, b) => b.quality - a.quality);
	return wanted.map(({ language }) => language).find(isLocale) ?? 'en';
}

/** @file Language and messages of one request, for next-intl. */
import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { chooseLocale, localeCookie } from './locale.ts';

export default getRequestConfig(async () => {
	const locale = chooseLocale((await cookies()).get(localeCookie)?.value, (await headers()).get('accept-language'));
	const messages = locale === 'es' ? await import('./messages/es.json') : await import('./messages/en.json');
	return { locale, messages: messages.default, timeZone: 'UTC' };
});

'use server';
/** @file What a visitor chose for the whole gallery, kept in cookies so that the first paint is already right. */
import { cookies } from 'next/headers';
import { isLocale, localeCookie } from '../../i18n/locale.ts';
import { isWallLayout, wallLayoutCookie } from '../gallery/wall-layout.ts';
import { isTheme, themeCookie } from './theme.ts';

const yearSeconds = 365 * 24 * 60 * 60;

async function remember(name: string, value: string): Promise<void> {
	(await cookies()).set(name, value, { maxAge: yearSeconds, sameSite: 'lax', path: '/' });
}

/** Remembers a language; anything but a language of the gallery is ignored. */
export async function chooseLanguage(locale: string): Promise<void> {
	if (isLocale(locale)) await remember(localeCookie, locale);
}

/** Remembers a theme; anything else is ignored. */
export async function chooseTheme(theme: string): Promise<void> {
	if (isTheme(theme)) await remember(themeCookie, theme);
}

/** Remembers how the wall is hung; anything else is ignored. */
export async function chooseWallLayout(layout: string): Promise<void> {
	if (isWallLayout(layout)) await remember(wallLayoutCookie, layout);
}

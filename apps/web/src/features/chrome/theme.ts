/** @file The themes: the system's own, or one that the visitor insists on. */

const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

/** Name of the cookie that remembers a chosen theme. */
export const themeCookie = 'galatea_theme';

/** Whether `text` names a theme. */
export function isTheme(text: string | undefined): text is Theme {
	return themes.some((theme) => theme === text);
}

/** The theme that the switch leads to from `theme`. */
export function nextTheme(theme: Theme): Theme {
	return themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
}

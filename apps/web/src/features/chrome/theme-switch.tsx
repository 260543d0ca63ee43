/** @file The switch between light, dark and the system's theme: a form, so that it works without script. */
import { useTranslations } from 'next-intl';
import { chooseTheme } from './preferences.ts';
import { nextTheme, type Theme } from './theme.ts';

export function ThemeSwitch({ theme }: { readonly theme: Theme }) {
	const t = useTranslations('Chrome');
	return (
		<form action={chooseTheme.bind(null, nextTheme(theme))}>
			<button type="submit" className="button-icon" aria-label={t('theme', { theme })} title={t('theme', { theme })}>
				<ThemeIcon theme={theme} />
			</button>
		</form>
	);
}

/** A disc: half filled for the system's theme, empty for light, full for dark. */
function ThemeIcon({ theme }: { readonly theme: Theme }) {
	return (
		<svg
			viewBox="0 0 20 20"
			width="18"
			height="18"
			aria-hidden="true"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.5"
		>
			<circle cx="10" cy="10" r="7" fill={theme === 'dark' ? 'currentColor' : 'none'} />
			{theme === 'system' && <path d="M10 3a7 7 0 0 1 0 14Z" fill="currentColor" stroke="none" />}
		</svg>
	);
}

/** @file The foot of every page: what this gallery is, its pages of words, its language and its version. */
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import packageFile from '../../../package.json';
import { chooseLanguage } from './preferences.ts';
import type { Theme } from './theme.ts';
import { ThemeSwitch } from './theme-switch.tsx';

const pages = [
	{ href: '/guide/README', name: 'guide' },
	{ href: '/how-it-works', name: 'howItWorks' },
	{ href: '/about', name: 'about' },
	{ href: '/about#rules', name: 'rules' },
	{ href: '/about#licences', name: 'licences' },
] as const;

/** Works without script: the switches are forms. */
export function Footer({ theme }: { readonly theme: Theme }) {
	const t = useTranslations('Chrome');
	const other = useLocale() === 'en' ? 'es' : 'en';
	return (
		<footer className="page text-sm text-soft">
			<div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-2 border-t border-line pt-4 pb-6">
				<nav aria-label={t('footer.label')}>
					<ul className="flex flex-wrap gap-x-5">
						{pages.map(({ href, name }) => (
							<li key={name}>
								<Link
									href={href}
									prefetch={false}
									className="inline-flex min-h-11 items-center underline-offset-4 hover:text-ink hover:underline"
								>
									{t(`footer.${name}`)}
								</Link>
							</li>
						))}
					</ul>
				</nav>
				<div className="flex items-center gap-x-4">
					<span className="tabular-nums">{t('footer.version', { version: packageFile.version })}</span>
					<form action={chooseLanguage.bind(null, other)}>
						<button
							type="submit"
							lang={other}
							className="inline-flex min-h-11 items-center px-2 font-medium underline-offset-4 hover:text-ink hover:underline"
						>
							{t('otherLanguageName')}
						</button>
					</form>
					<span className="contents sm:hidden">
						<ThemeSwitch theme={theme} />
					</span>
				</div>
				<p className="w-full">{t('footer.text')}</p>
			</div>
		</footer>
	);
}

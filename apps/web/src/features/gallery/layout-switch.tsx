/** @file The switch between the two ways to hang the wall. Works without script. */
import { useTranslations } from 'next-intl';
import { chooseWallLayout } from '../chrome/preferences.ts';
import type { WallLayout } from './wall-layout.ts';

/** Two buttons, one pressed. */
export function LayoutSwitch({ layout }: { readonly layout: WallLayout }) {
	const t = useTranslations('Feed');
	return (
		<fieldset className="flex">
			<legend className="sr-only">{t('layout')}</legend>
			{(['masonry', 'grid'] as const).map((name) => (
				<form key={name} action={chooseWallLayout.bind(null, name)}>
					<button
						type="submit"
						aria-pressed={layout === name}
						aria-label={t(name)}
						title={t(name)}
						className="button-icon aria-pressed:text-ink"
					>
						<svg
							viewBox="0 0 20 20"
							width="18"
							height="18"
							aria-hidden="true"
							fill={layout === name ? 'currentColor' : 'none'}
							stroke="currentColor"
							strokeWidth="1.25"
						>
							{name === 'grid' ? (
								<path d="M3 3h5.5v5.5H3zM11.5 3H17v5.5h-5.5zM3 11.5h5.5V17H3zM11.5 11.5H17V17h-5.5z" />
							) : (
								<path d="M3 3h5.5v8H3zM11.5 3H17v4.5h-5.5zM3 14h5.5v3H3zM11.5 10.5H17V17h-5.5z" />
							)}
						</svg>
					</button>
				</form>
			))}
		</fieldset>
	);
}

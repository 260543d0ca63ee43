/** @file The latent of a real render, and the picture that the generator makes of it. */
import { useTranslations } from 'next-intl';
import { shownRender, stepAddress } from './shown-render.ts';

export function LatentFigure() {
	const t = useTranslations('HowItWorks.latent');
	const { width, height, latent, codes, steps } = shownRender;
	const last = steps.at(-1)?.step ?? 1;
	return (
		<figure className="py-2">
			<div className="grid grid-cols-2 gap-4">
				<img
					src="/how-it-works/latent.webp"
					width={width}
					height={height}
					alt={t('latentAlt')}
					loading="lazy"
					className="h-auto w-full"
				/>
				<img
					src={stepAddress(last)}
					width={width}
					height={height}
					alt={t('pictureAlt')}
					loading="lazy"
					className="h-auto w-full"
				/>
			</div>
			<figcaption className="mt-2 text-sm text-soft">
				{t('caption', { across: latent.width, down: latent.height, places: latent.width * latent.height, codes })}
			</figcaption>
		</figure>
	);
}

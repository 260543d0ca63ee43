/** @file The picture as a file to keep, in four formats, each with the recipe and the title inside. */
import { useTranslations } from 'next-intl';

const formats = { png: 'PNG', webp: 'WebP', jpg: 'JPEG', avif: 'AVIF' } as const;

/** Links to the artwork's files; the server names them after the title. */
export function Downloads({ artworkId }: { readonly artworkId: string }) {
	const t = useTranslations('Artwork');
	return (
		<div className="mt-5 flex flex-wrap items-center gap-x-4 gap-y-1">
			<span>{t('download')}</span>
			<ul className="flex flex-wrap gap-x-4">
				{Object.entries(formats).map(([extension, format]) => (
					<li key={extension}>
						<a
							href={`/downloads/${artworkId}.${extension}`}
							download
							aria-label={t('downloadAs', { format })}
							className="quiet-link inline-flex min-h-8 items-center"
						>
							{format}
						</a>
					</li>
				))}
			</ul>
		</div>
	);
}

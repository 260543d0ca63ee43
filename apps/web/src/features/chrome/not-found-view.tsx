/** @file What is shown where an address leads nowhere. */
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';

/** Says so, and leads to what there is. */
export async function NotFoundView() {
	const t = await getTranslations('NotFound');
	return (
		<div className="max-w-prose pt-16 sm:pt-28">
			<h1 className="text-[clamp(2rem,6vw,3rem)]">{t('title')}</h1>
			<p className="mt-4 text-soft">{t('text')}</p>
			<p className="mt-8 flex flex-wrap gap-3">
				<Link href="/" className="button-main">
					{t('gallery')}
				</Link>
				<Link href="/create" className="button-quiet">
					{t('create')}
				</Link>
			</p>
		</div>
	);
}

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { loadViewer } from '../../features/account/viewer.ts';
import { answered } from '../../features/chrome/answered.tsx';
import { printExplored } from '../../features/gallery/explore-address.ts';
import { ExploreTabs } from '../../features/gallery/explore-tabs.tsx';
import { LiveWall } from '../../features/gallery/live-wall.tsx';
import { LiveRendersDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

export async function generateMetadata(): Promise<Metadata> {
	const t = await getTranslations('Live');
	return { title: t('title') };
}

export default answered(async function LivePage() {
	const [{ liveRenders }, viewer, t] = await Promise.all([
		serverRequest(LiveRendersDocument, {}),
		loadViewer(),
		getTranslations('Live'),
	]);
	return (
		<>
			<h1 className="pt-6 pb-6 text-[clamp(1.75rem,5vw,2.75rem)] sm:pt-10">{t('title')}</h1>
			<ExploreTabs shown="live" addressOf={(show) => printExplored('/', { show })} viewer={viewer} />
			<div className="border-t border-line pt-6">
				<LiveWall initial={liveRenders} />
			</div>
		</>
	);
});

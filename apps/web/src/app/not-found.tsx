import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NotFoundView } from '../features/chrome/not-found-view.tsx';

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('NotFound'))('title') };
}

export default NotFoundView;

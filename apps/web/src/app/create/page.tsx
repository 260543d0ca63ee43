import { parseRecipe } from '@galatea/render';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ComposeForm } from '../../features/compose/compose-form.tsx';
import { newDraft, type RemixKeeps } from '../../features/compose/draft.ts';
import { draftOfRecipe } from '../../features/compose/draft-of-recipe.ts';
import { RemixNote } from '../../features/compose/remix-note.tsx';
import { PacksDocument, RemixSourceDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

interface CreatePageProps {
	readonly searchParams: Promise<{
		readonly prompt?: string | string[];
		readonly remix?: string | string[];
		readonly keep?: string | string[];
	}>;
}

const keepable: readonly RemixKeeps[] = ['prompt', 'newSeed', 'sameSeed'];

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Create'))('title') };
}

export default async function CreatePage({ searchParams }: CreatePageProps) {
	const { prompt, remix, keep } = await searchParams;
	const t = await getTranslations('Create');
	const [{ packs }, source] = await Promise.all([
		serverRequest(PacksDocument, {}),
		typeof remix === 'string' ? serverRequest(RemixSourceDocument, { id: remix }) : null,
	]);
	const artwork = source?.artwork ?? null;
	if (source !== null && artwork === null) notFound();
	const recipe = artwork && parseRecipe(artwork.recipe.json);
	const [pack] = packs;
	const keeps = keepable.find((kind) => kind === keep) ?? 'newSeed';
	const given = typeof prompt === 'string' ? prompt : '';
	return (
		<>
			<h1 className="pt-6 pb-8 text-[clamp(1.75rem,5vw,2.75rem)] sm:pt-10">{t(artwork ? 'remixTitle' : 'title')}</h1>
			{pack ? (
				<ComposeForm
					packs={packs}
					initial={recipe ? draftOfRecipe(recipe, packs, keeps) : newDraft(pack, given)}
					restore={artwork === null && given === ''}
					remix={artwork && recipe && { id: artwork.id, seed: recipe.seed }}
				>
					{artwork && <RemixNote artwork={artwork} />}
				</ComposeForm>
			) : (
				<p className="max-w-prose">{t('noPack')}</p>
			)}
		</>
	);
}

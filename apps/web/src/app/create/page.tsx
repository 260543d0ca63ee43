import { parseRecipe } from '@galatea/render';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { answered } from '../../features/chrome/answered.tsx';
import { ComposeForm } from '../../features/compose/compose-form.tsx';
import { type Draft, newDraft, type RemixKeeps } from '../../features/compose/draft.ts';
import { draftOfFork, draftOfRecipe } from '../../features/compose/draft-of-recipe.ts';
import { LastPictures } from '../../features/compose/last-pictures.tsx';
import { MixPage } from '../../features/compose/mix-page.tsx';
import { readMix } from '../../features/compose/read-mix.ts';
import { RemixNote } from '../../features/compose/remix-note.tsx';
import {
	AgainSourceDocument,
	ForkSourceDocument,
	LastPicturesDocument,
	type PackChoiceFragment,
	PacksDocument,
	RemixSourceDocument,
} from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

interface CreatePageProps {
	readonly searchParams: Promise<{
		readonly prompt?: string | string[];
		/** A render whose whole recipe is asked for once more. */
		readonly again?: string | string[];
		readonly remix?: string | string[];
		readonly keep?: string | string[];
		readonly fork?: string | string[];
		readonly step?: string | string[];
		readonly mix?: string | string[];
		readonly with?: string | string[];
		readonly address?: string | string[];
		readonly share?: string | string[];
		readonly begin?: string | string[];
		/** `prompt` puts the focus into the words. */
		readonly focus?: string | string[];
	}>;
}

const keepable: readonly RemixKeeps[] = ['prompt', 'newSeed', 'sameSeed'];

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Create'))('title') };
}

export default answered(async function CreatePage({ searchParams }: CreatePageProps) {
	const { prompt, again, remix, keep, fork, step, focus, ...mixing } = await searchParams;
	const t = await getTranslations('Create');
	const wish = readMix(mixing);
	if (wish) return MixPage({ wish });
	const [{ packs, viewer }, last, source, forked, once] = await Promise.all([
		serverRequest(PacksDocument, {}),
		serverRequest(LastPicturesDocument, {}),
		typeof remix === 'string' ? serverRequest(RemixSourceDocument, { id: remix }) : null,
		typeof fork === 'string' ? serverRequest(ForkSourceDocument, { id: fork }) : null,
		typeof again === 'string' ? serverRequest(AgainSourceDocument, { id: again }) : null,
	]);
	const render = forked?.render ?? null;
	// What is asked for once more was made from the same as before, and says so.
	const artwork = source?.artwork ?? render?.artwork ?? once?.render?.remixOf ?? null;
	const start = source?.artwork ?? render ?? once?.render ?? null;
	const json = start?.recipe?.json;
	// Only its artist may know how it was made: there is nothing to start from.
	if (json === undefined && (source !== null || forked !== null || once !== null)) notFound();
	const recipe = json === undefined ? null : parseRecipe(json);
	const [pack] = packs;
	const keeps = keepable.find((kind) => kind === keep) ?? 'newSeed';
	const given = typeof prompt === 'string' ? prompt : '';
	function initialDraft(usual: PackChoiceFragment): Draft {
		if (recipe === null) return newDraft(usual, given);
		if (render === null) return draftOfRecipe(recipe, packs, once === null ? keeps : 'sameSeed');
		return draftOfFork(recipe, { renderId: render.id, step: readStep(step, recipe.steps) }, packs);
	}
	return (
		<>
			<h1 className="pt-6 pb-8 text-[clamp(1.75rem,5vw,2.75rem)] sm:pt-10">
				{t(render ? 'forkTitle' : artwork ? 'remixTitle' : 'title')}
			</h1>
			{pack ? (
				<ComposeForm
					// Another recipe is another form.
					key={[remix, again, fork, step].join(' ')}
					packs={packs}
					initial={initialDraft(pack)}
					restore={recipe === null && given === ''}
					focusPrompt={focus === 'prompt'}
					usualVisibility={recipe === null ? (viewer?.defaultVisibility ?? 'PUBLIC') : null}
					remix={artwork && recipe && { id: artwork.id, seed: recipe.seed }}
					beside={<LastPictures viewer={last.viewer} />}
				>
					{artwork && <RemixNote artwork={artwork} />}
				</ComposeForm>
			) : (
				<p className="max-w-prose">{t('noPack')}</p>
			)}
		</>
	);
});

/** The step of the address; the last one when it names none of the render's. */
function readStep(text: string | string[] | undefined, steps: number): number {
	const step = Number(text);
	return Number.isInteger(step) && step >= 1 && step <= steps ? step : steps;
}

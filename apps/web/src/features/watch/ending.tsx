'use client';
/** @file What can be done with a render that is over: publish it or one of its steps, keep it where it was stopped, try again. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Licence, RenderViewFragment } from '../../graphql/generated/graphql.ts';
import { SaveButton } from '../collections/save-button.tsx';
import { KeepButton } from './keep-button.tsx';
import { PublishForm } from './publish-form.tsx';
import type { KeepStep } from './use-keep-step.ts';

interface EndingProps {
	readonly render: RenderViewFragment;
	readonly name: string;
	/** Of who looks at it; null for none stated. */
	readonly usualLicence: Licence | null;
	readonly keeping: KeepStep;
	/** Whether it was stopped to be kept. */
	readonly isKeptWanted: boolean;
	/** A step that was chosen to be published in place of the last; null for none. */
	readonly chosenStep: number | null;
	/** Goes back to the last one. */
	readonly onChooseLast: () => void;
}

export function Ending({ render, name, usualLicence, keeping, isKeptWanted, ...choice }: EndingProps) {
	const t = useTranslations('Render');
	if (render.artwork) return <Published artwork={render.artwork} />;
	if (render.viewerCanPublish)
		return (
			<div className="space-y-4">
				<PublishedStep render={render} {...choice} />
				<PublishForm
					renderId={render.id}
					step={choice.chosenStep}
					suggestedTitle={name}
					prompt={render.recipe?.prompt ?? null}
					visibility={render.visibility}
					recipeHidden={render.recipeHidden}
					licenceChoices={render.licenceChoices}
					usualLicence={usualLicence}
				/>
			</div>
		);
	if (render.state === 'DONE') return <p>{t('notYours')}</p>;
	if (render.state !== 'FAILED' && render.state !== 'CANCELLED') return null;
	return (
		<div className="space-y-4">
			{render.viewerCanKeep && <KeepButton keeping={keeping} isWanted={isKeptWanted} />}
			{render.recipe && (
				<p>
					<Link
						href={`/create?again=${render.id}`}
						prefetch={false}
						className={render.viewerCanKeep ? 'button-quiet' : 'button-main'}
					>
						{t('tryAgain')}
					</Link>
				</p>
			)}
		</div>
	);
}

/** Which step would be published, where it is not the last of the recipe. */
function PublishedStep({
	render: { step, steps },
	chosenStep,
	onChooseLast,
}: Pick<EndingProps, 'render' | 'chosenStep' | 'onChooseLast'>) {
	const t = useTranslations('Render.keep');
	const shown = chosenStep ?? step;
	if (shown === steps) return null;
	return (
		<p className="text-soft">
			{t('shown', { step: shown, steps })}{' '}
			{chosenStep !== null && chosenStep !== step && (
				<button type="button" className="quiet-link" onClick={onChooseLast}>
					{t('last')}
				</button>
			)}
		</p>
	);
}

function Published({ artwork }: { readonly artwork: NonNullable<RenderViewFragment['artwork']> }) {
	const t = useTranslations('Render');
	return (
		<div className="border-l-2 border-dot pl-4">
			<p>
				{t.rich('published', {
					title: artwork.title,
					link: (text) => (
						<Link href={`/artworks/${artwork.id}`} className="quiet-link font-display text-lg italic">
							<bdi>{text}</bdi>
						</Link>
					),
				})}
			</p>
			{artwork.viewerCollectPermission === 'ALLOWED' && (
				<p className="mt-3">
					<SaveButton artworkId={artwork.id} count={artwork.viewerCollectionCount} />
				</p>
			)}
		</div>
	);
}

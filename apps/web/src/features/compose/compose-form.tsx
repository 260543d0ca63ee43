'use client';
/** @file The form of the create page: one text box; everything else has a good default. */
import type { PromptTerm } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type {
	CreateRenderInput,
	MixSourceInput,
	PackChoiceFragment,
	Visibility,
} from '../../graphql/generated/graphql.ts';
import { CountField, type SeedCount } from './count-field.tsx';
import { type Draft, type DraftField, newDraft } from './draft.ts';
import { EmptyFrame } from './empty-frame.tsx';
import { EstimateText } from './estimate-text.tsx';
import { IssueText } from './issue-text.tsx';
import { PackField } from './pack-field.tsx';
import { PictureField } from './picture-field.tsx';
import { PresetField } from './preset-field.tsx';
import { PromptNotes } from './prompt-notes.tsx';
import { type DraftReading, issuesOfAnswer, readDraft } from './read-draft.ts';
import { SeedField } from './seed-field.tsx';
import { SettingGroups } from './setting-groups.tsx';
import { SharingFields } from './sharing-fields.tsx';
import { SizeFields } from './size-fields.tsx';
import { StepsField } from './steps-field.tsx';
import { SubmitFailureNote } from './submit-failure.tsx';
import { movePlaces } from './term-drafts.ts';
import { useDraft } from './use-draft.ts';
import { useEstimate } from './use-estimate.ts';
import { usePromptCheck } from './use-prompt-check.ts';
import { usePromptTerms } from './use-prompt-terms.ts';
import { useSubmitSeveral } from './use-submit-several.ts';

/** What is remixed, or mixed. */
interface Remix {
	/** Null for a mix. */
	readonly id: string | null;
	readonly seed: string;
	readonly mixOf?: MixSourceInput[];
}

interface ComposeFormProps {
	/** At least one. */
	readonly packs: readonly PackChoiceFragment[];
	readonly initial: Draft;
	/** Whether a stored draft may replace `initial`. */
	readonly restore: boolean;
	readonly remix: Remix | null;
	/** Whether writing goes on at once: the page was opened to change the words. False when left out. */
	readonly focusPrompt?: boolean;
	/** Who sees what the person makes, where they choose nothing; null where that depends on what it is made from. */
	readonly usualVisibility?: Visibility | null;
	/** Below the frame: what one has made before. */
	readonly beside?: ReactNode;
	/** Above the fields: what is being remixed. */
	readonly children?: ReactNode;
}

/** Writes a recipe and asks for its render. Ctrl or Cmd with Enter sends it from anywhere in the form. */
export function ComposeForm({
	packs,
	initial,
	restore,
	remix,
	focusPrompt = false,
	usualVisibility = null,
	beside,
	children,
}: ComposeFormProps) {
	const t = useTranslations('Create');
	const watch = useTranslations('Prompt.watch');
	const { draft, change, forget } = useDraft(initial, restore);
	const [tried, setTried] = useState(false);
	const [sent, setSent] = useState<Draft | null>(null);
	const form = useRef<HTMLFormElement>(null);
	const pack = packs.find((candidate) => candidate.id === draft.packId) ?? packs[0];
	const check = usePromptCheck(draft.packId, draft.prompt);
	const [count, setCount] = useState<SeedCount>(1);
	const { pending, failure, submit } = useSubmitSeveral();
	const termsOf = usePromptTerms();
	const terms = termsOf(draft.prompt);
	const reading: DraftReading = pack ? readDraft(draft, pack, terms) : { kind: 'issues', issues: [] };
	const place = useEstimate(reading.kind === 'ready' ? workOf(reading.input, count) : null);
	if (!pack) return null;
	const seenBy = draft.sharing?.visibility ?? usualVisibility;
	// What the server said holds as long as nothing is changed.
	const answered = failure !== null && sent === draft ? issuesOfAnswer(failure.issues) : [];
	const issues = reading.kind === 'issues' ? reading.issues : answered;

	// An empty prompt is no mistake until someone tries to send it.
	function issueText(field: DraftField) {
		const issue = issues.find((candidate) => candidate.field === field);
		if (!issue || (issue.code === 'emptyPrompt' && !tried)) return null;
		return <IssueText issue={issue} onPick={(value) => change({ [field]: value })} />;
	}
	// What was said of single terms goes with their words.
	function changePrompt(prompt: string): void {
		change({ prompt, places: movePlaces(draft.places, terms, termsOf(prompt)) });
	}
	function send(event: FormEvent | KeyboardEvent): void {
		event.preventDefault();
		setTried(true);
		setSent(draft);
		if (reading.kind === 'ready')
			void submit({
				input: {
					...reading.input,
					remixOf: remix?.id ?? null,
					mixOf: remix?.mixOf ?? null,
					importedRecipe: draft.importedRecipe || null,
				},
				count,
			}).then((taken) => taken && forget());
		else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
	}
	function sendOnEnter(event: KeyboardEvent): void {
		if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
	}
	return (
		<form
			ref={form}
			onSubmit={send}
			onKeyDown={sendOnEnter}
			noValidate
			className="grid gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_22rem]"
		>
			<div className="space-y-5">
				{children}
				<PromptBox draft={draft} focused={focusPrompt} onChange={changePrompt} problem={issueText('prompt')} />
				<PromptNotes prompt={draft.prompt} terms={terms} packTitle={pack.title} check={check} onChange={changePrompt} />
				<GrammarHint />
				<PictureField packs={packs} draft={draft} onChange={change} />
				<EmptyFrame draft={draft} />
				{beside}
			</div>
			<div className="space-y-8">
				<Settings
					packs={packs}
					pack={pack}
					draft={draft}
					terms={terms}
					remix={remix}
					count={count}
					onCount={setCount}
					onChange={change}
					issueText={issueText}
					wrong={issues.map(({ field }) => field)}
				/>
				<div className="sticky bottom-0 space-y-3 border-t border-line bg-wall py-4">
					{failure && <SubmitFailureNote failure={failure} />}
					<noscript>
						<p>{t('needsScript')}</p>
					</noscript>
					<button type="submit" className="button-main w-full" disabled={pending}>
						{pending ? t('asking') : t(count === 1 ? 'render' : 'renderCount', { count })}
					</button>
					<p className="text-center text-sm text-soft empty:hidden">
						{seenBy && watch(seenBy)}
						{seenBy && place && ' · '}
						<EstimateText place={place} />
					</p>
					<p className="hidden text-center text-sm text-soft sm:block">{t('sendHint')}</p>
				</div>
			</div>
		</form>
	);
}

/** What an estimate is about. Null for a story, whose steps are known when it is composed, and a fork, which has only the rest to do. */
function workOf({ packId, width, height, steps, stepsPerPhrase, cutouts, initial }: CreateRenderInput, count: number) {
	if (stepsPerPhrase != null || initial?.kind === 'FORK') return null;
	return { packId, width, height, steps, cutouts: cutouts?.count, count };
}

interface SettingsProps extends Pick<ComposeFormProps, 'packs' | 'remix'> {
	readonly pack: PackChoiceFragment;
	readonly draft: Draft;
	readonly terms: readonly PromptTerm[];
	readonly count: SeedCount;
	readonly onCount: (count: SeedCount) => void;
	readonly onChange: (change: Partial<Draft>) => void;
	readonly issueText: (field: DraftField) => ReturnType<typeof IssueText> | null;
	/** Fields that something is wrong with. */
	readonly wrong: readonly DraftField[];
}

function Settings({ packs, pack, draft, terms, remix, count, onCount, onChange, issueText, wrong }: SettingsProps) {
	return (
		<>
			{packs.length > 1 && (
				<PackField packs={packs} pack={pack} onChange={(chosen) => onChange(newDraft(chosen, draft.prompt))} />
			)}
			<PresetField draft={draft} pack={pack} onChange={onChange} />
			<SizeFields draft={draft} pack={pack} onChange={onChange} issueText={issueText} />
			<StepsField
				value={draft.steps}
				usual={pack.defaults.steps}
				onChange={(steps) => onChange({ steps })}
				problem={issueText('steps')}
			/>
			<SeedField
				value={draft.seed}
				original={remix?.seed ?? null}
				onChange={(seed) => onChange({ seed })}
				problem={issueText('seed')}
			/>
			<CountField value={count} onChange={onCount} />
			<SettingGroups {...{ draft, pack, terms, onChange, wrong }} problemOf={issueText} />
			<SharingFields sharing={draft.sharing} onChange={(sharing) => onChange({ sharing })} />
		</>
	);
}

interface PromptBoxProps {
	readonly draft: Draft;
	/** Whether it has the focus when the page opens, after its last word. */
	readonly focused: boolean;
	readonly onChange: (prompt: string) => void;
	readonly problem: ReactNode;
}

function PromptBox({ draft, focused, onChange, problem }: PromptBoxProps) {
	const t = useTranslations('Prompt');
	const id = useId();
	const box = useRef<HTMLTextAreaElement>(null);
	useEffect(() => {
		if (!focused || !box.current) return;
		box.current.focus();
		box.current.setSelectionRange(box.current.value.length, box.current.value.length);
	}, [focused]);
	return (
		<div>
			<label htmlFor={id} className="mb-3 block font-display text-2xl">
				{t('question')}
			</label>
			<textarea
				ref={box}
				id={id}
				// Without script the form is sent as the address of this page, which has the words then.
				name="prompt"
				rows={3}
				value={draft.prompt}
				placeholder={t('placeholder')}
				aria-invalid={Boolean(problem)}
				aria-describedby={problem ? `${id}-problem` : undefined}
				onChange={(event) => onChange(event.target.value)}
				className="field field-sizing-content min-h-32 resize-y p-4 font-display text-xl leading-snug placeholder:text-soft placeholder:italic sm:text-2xl"
			/>
			{problem && (
				<p id={`${id}-problem`} className="mt-1.5 text-dot">
					{problem}
				</p>
			)}
		</div>
	);
}

function GrammarHint() {
	const t = useTranslations('Create');
	return (
		<p className="max-w-prose text-sm text-soft">
			{t.rich('grammar', { code: (text) => <code className="rounded bg-mat px-1.5 py-0.5 text-ink">{text}</code> })}
		</p>
	);
}

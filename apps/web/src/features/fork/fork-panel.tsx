'use client';
/** @file Going on from a step of a render: for longer, or to other words. */
import { maximumPromptLength, maximumSteps } from '@galatea/render';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Sentence } from '../../ui/sentence.tsx';
import { NumberField } from '../compose/number-field.tsx';
import { SubmitFailureNote } from '../compose/submit-failure.tsx';
import { type ForkDraft, readFork, usualSteps } from './fork-draft.ts';
import { useFork } from './use-fork.ts';

interface ForkPanelProps {
	readonly render: { readonly id: string; readonly keptSteps: readonly number[] };
	readonly recipe: { readonly prompt: string; readonly steps: number };
	/** Where the picture is of, if not of its last step. */
	readonly shownStep?: number | null;
	/** What is credited; nothing for a render that is not published. */
	readonly credit?: string;
}

const kinds = ['continue', 'fork'] as const;
type Kind = (typeof kinds)[number];

/** Two kinds of remix, folded at first, one open at a time. When the render is asked for, its page opens. */
export function ForkPanels({ render, recipe, shownStep = null, credit }: ForkPanelProps) {
	const t = useTranslations('Fork');
	const [open, setOpen] = useState<Kind | null>(null);
	return kinds.map((kind) => (
		<details
			key={kind}
			open={open === kind}
			onToggle={({ currentTarget }) =>
				setOpen((before) => (currentTarget.open ? kind : before === kind ? null : before))
			}
			className="group border-b border-line"
		>
			<summary className="flex list-none items-center justify-between gap-4 py-3 [&::-webkit-details-marker]:hidden">
				<span>
					<span className="block font-medium underline-offset-4 group-hover:underline">{t(`kinds.${kind}.title`)}</span>
					<span className="block text-sm text-soft">{t(`kinds.${kind}.text`)}</span>
					{credit !== undefined && (
						<span className="block text-sm text-soft">
							<Sentence text={credit} />
						</span>
					)}
				</span>
				<span aria-hidden="true" className="text-xl font-light transition-transform group-open:rotate-45">
					+
				</span>
			</summary>
			{open === kind && <ForkForm kind={kind} render={render} recipe={recipe} shownStep={shownStep} />}
		</details>
	));
}

interface ForkFormProps extends Omit<ForkPanelProps, 'credit'> {
	readonly kind: Kind;
}

function ForkForm({ kind, render, recipe, shownStep }: ForkFormProps) {
	const t = useTranslations('Fork');
	const [draft, setDraft] = useState<ForkDraft>(() => {
		const end = shownStep ?? recipe.steps;
		const kept = render.keptSteps.filter((each) => each < end);
		// A fork begins before the end, and at once where it can.
		const begin = kind === 'continue' ? end : Math.max(...kept, 0) || end;
		return { step: String(begin), steps: String(usualSteps(begin, recipe.steps)), prompt: recipe.prompt };
	});
	const [tried, setTried] = useState(false);
	const { pending, failure, submit } = useFork();
	const { step, input, problems } = readFork(draft, { ...recipe, renderId: render.id });
	const shown = (field: keyof ForkDraft, text: string): ReactNode => tried && problems.includes(field) && text;

	function changeStep(text: string): void {
		const number = Number(text);
		// The usual total goes along as long as nobody wrote another one.
		const isUsual = draft.steps === String(usualSteps(Number(draft.step), recipe.steps));
		setDraft({
			...draft,
			step: text,
			...(isUsual && number > 0 && { steps: String(usualSteps(number, recipe.steps)) }),
		});
	}
	function send(event: FormEvent): void {
		event.preventDefault();
		setTried(true);
		if (input) void submit(input);
	}
	return (
		<form onSubmit={send} noValidate className="space-y-5 pt-2 pb-5">
			{kind === 'fork' && (
				<>
					<NumberField
						label={t('step')}
						value={draft.step}
						onChange={changeStep}
						problem={shown('step', t('stepRule', { steps: recipe.steps }))}
					/>
					<KeptSteps steps={render.keptSteps} chosen={step} onChoose={(kept) => changeStep(String(kept))} />
				</>
			)}
			{step !== null && !render.keptSteps.includes(step) && <p className="text-sm text-soft">{t('again')}</p>}
			<PromptField
				value={draft.prompt}
				onChange={(prompt) => setDraft({ ...draft, prompt })}
				problem={shown('prompt', t('promptEmpty'))}
			/>
			<NumberField
				label={t('steps')}
				value={draft.steps}
				onChange={(steps) => setDraft({ ...draft, steps })}
				problem={shown('steps', t('stepsRule', { minimum: (step ?? 1) + 1, maximum: maximumSteps }))}
			/>
			{failure && <SubmitFailureNote failure={failure} />}
			<button type="submit" className="button-main w-full" disabled={pending}>
				{pending ? t('asking') : t('button')}
			</button>
			<p className="text-sm">
				<Link href={`/create?fork=${render.id}&step=${step ?? recipe.steps}`} prefetch={false} className="quiet-link">
					{t('everything')}
				</Link>
			</p>
		</form>
	);
}

interface KeptStepsProps {
	readonly steps: readonly number[];
	readonly chosen: number | null;
	readonly onChoose: (step: number) => void;
}

function KeptSteps({ steps, chosen, onChoose }: KeptStepsProps) {
	const t = useTranslations('Fork');
	const id = useId();
	if (steps.length === 0) return null;
	return (
		<div>
			<p id={id} className="mb-1.5 text-sm text-soft">
				{t('kept')}
			</p>
			<fieldset aria-labelledby={id} className="flex flex-wrap gap-2">
				{steps.map((step) => (
					<button
						key={step}
						type="button"
						aria-pressed={step === chosen}
						className="button-quiet tabular-nums aria-pressed:border-dot"
						onClick={() => onChoose(step)}
					>
						{step}
					</button>
				))}
			</fieldset>
		</div>
	);
}

interface PromptFieldProps {
	readonly value: string;
	readonly onChange: (prompt: string) => void;
	readonly problem: ReactNode;
}

function PromptField({ value, onChange, problem }: PromptFieldProps) {
	const t = useTranslations('Fork');
	const id = useId();
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{t('prompt')}
			</label>
			<textarea
				id={id}
				rows={2}
				maxLength={maximumPromptLength}
				value={value}
				aria-invalid={Boolean(problem)}
				aria-describedby={problem ? `${id}-problem` : undefined}
				onChange={(event) => onChange(event.target.value)}
				className="field field-sizing-content p-3"
			/>
			{problem && (
				<p id={`${id}-problem`} className="mt-1.5 text-dot">
					{problem}
				</p>
			)}
		</div>
	);
}

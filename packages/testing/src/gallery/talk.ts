/** @file What others say and feel about the pictures of a generated gallery, and what their people are told of it. */
import { newIdentifier } from '@galatea/render';
import { Rows } from './copy-rows.ts';
import type { Draw } from './draw.ts';
import type { GeneratedMember } from './people.ts';
import type { GeneratedArtwork } from './pictures.ts';
import { drawComment } from './words.ts';

const reactionKinds = { LOVE: 70, WONDER: 15, SMILE: 10, CLEVER: 5 };
/** One picture in so many is known to everybody. */
const famousOneIn = 1_000;
const usual = { comments: 0.5, reactions: 2 };
const famous = { comments: 60, reactions: 300 };
const hourMs = 3_600_000;

/** Rows of comments, reactions and notifications. */
export class TalkRows {
	readonly #draw: Draw;
	readonly #members: readonly GeneratedMember[];
	/** What is older is not told any more: as the store's `forgetWhatIsOver` leaves it. */
	readonly #toldSince: Date;
	readonly #comments = new Rows('Comment', ['id', 'subjectId', 'threadId', 'authorId', 'text', 'createdAt']);
	readonly #subjects = new Rows('Subject', ['id', 'kind']);
	readonly #reactions = new Rows('Reaction', ['subjectId', 'userId', 'kind', 'createdAt']);
	readonly #notifications = new Rows('Notification', [
		...['id', 'recipientId', 'kind', 'subjectId', 'aboutId', 'actorId', 'createdAt'],
	]);
	readonly tables = [this.#comments, this.#subjects, this.#reactions, this.#notifications];

	constructor(draw: Draw, members: readonly GeneratedMember[], toldSince: Date) {
		this.#draw = draw;
		this.#members = members;
		this.#toldSince = toldSince;
	}

	/** All talk about one artwork. */
	add(artwork: GeneratedArtwork, publishedAt: Date): void {
		const mean = this.#draw.below(famousOneIn) === 0 ? famous : usual;
		this.#addComments(artwork, publishedAt, this.#exponential(mean.comments));
		this.#addReactions(artwork, publishedAt, this.#exponential(mean.reactions));
	}

	#addComments(artwork: GeneratedArtwork, publishedAt: Date, count: number): void {
		let threadId: string | null = null;
		for (let index = 0; index < count; index++) {
			const at = new Date(publishedAt.getTime() + (index + 1) * hourMs);
			const id = newIdentifier('comment', at.getTime());
			const author = this.#draw.oneOf(this.#members);
			const isReply: boolean = threadId !== null && this.#draw.below(10) < 3;
			this.#comments.add(id, artwork.id, isReply ? threadId : null, author.id, drawComment(this.#draw), at);
			this.#subjects.add(id, 'COMMENT');
			this.#tell('COMMENT', artwork, id, author, at);
			if (!isReply) threadId = id;
		}
	}

	#addReactions(artwork: GeneratedArtwork, publishedAt: Date, wanted: number): void {
		const count = Math.min(wanted, this.#members.length);
		const first = this.#draw.below(this.#members.length);
		for (let index = 0; index < count; index++) {
			const person = this.#members[(first + index) % this.#members.length] as GeneratedMember;
			const at = new Date(publishedAt.getTime() + this.#draw.below(48) * hourMs);
			this.#reactions.add(artwork.id, person.id, this.#draw.weighted(reactionKinds), at);
			this.#tell('REACTION', artwork, artwork.id, person, at);
		}
	}

	#tell(kind: string, artwork: GeneratedArtwork, aboutId: string, actor: GeneratedMember, at: Date): void {
		if (at < this.#toldSince || actor.id === artwork.publishedById) return;
		const id = newIdentifier('notification', at.getTime());
		this.#notifications.add(id, artwork.publishedById, kind, artwork.id, aboutId, actor.id, at);
	}

	#exponential(mean: number): number {
		return Math.floor(-Math.log(1 - this.#draw.unit()) * mean);
	}
}

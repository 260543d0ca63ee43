/** @file Renders that are not over, as the host sees them: whose they are, and of those that may be seen, what they are. */
import { type HostedRender, unfinishedStates } from '@galatea/store/renders';
import { builder } from '../builder.ts';
import { RenderType, UserType } from '../references.ts';
import { RenderPriorityType } from '../render/line-controls.ts';

export const UnfinishedStateType = builder.enumType('UnfinishedState', {
	description: 'Of a render that is not over. PAUSED waits because its person lets it.',
	values: unfinishedStates,
});

export const HostedRenderType = builder.objectRef<HostedRender>('HostedRender').implement({
	description: 'A render that is not over; for admins, who see no words and pictures of what is private.',
	fields: (t) => ({
		id: t.exposeID('id', { description: 'Of the render.' }),
		state: t.expose('state', { type: UnfinishedStateType }),
		createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
		place: t.exposeInt('place', {
			nullable: true,
			description: 'In the line of all packs, from 1; null for one that does not wait its turn.',
		}),
		requestedBy: t.field({
			type: UserType,
			nullable: true,
			description: 'Who asked for it.',
			resolve: ({ requestedById }, _arguments, { loaders }) => loaders.users.load(requestedById),
		}),
		packId: t.exposeString('packId', { description: 'Of the pack that it needs.' }),
		step: t.exposeInt('step', { description: 'Steps that are done.' }),
		steps: t.exposeInt('steps', { description: 'Steps that it has in all.' }),
		workerName: t.exposeString('workerName', { nullable: true, description: 'Who renders it; null for nobody yet.' }),
		priority: t.expose('priority', { type: RenderPriorityType, description: 'As moderators have put it.' }),
		render: t.field({
			type: RenderType,
			nullable: true,
			description: 'Null for one that who asks may not see.',
			resolve: ({ id }, _arguments, { loaders }) => loaders.renders.load(id),
		}),
	}),
});

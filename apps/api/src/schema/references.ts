/**
 * @file The types that speak of each other, by name only, so that no two files import each other: a render has an
 * artwork, an artwork a render. Each is filled in by the file of its name; the recipe by those of its parts as well.
 */

import type { Recipe } from '@galatea/render';
import type { User } from '@galatea/store/accounts';
import type { Artwork } from '@galatea/store/artworks';
import type { Collection, CollectionSection } from '@galatea/store/collections';
import type { Appeal, ModerationAction } from '@galatea/store/moderation';
import type { Render, RenderBatch } from '@galatea/store/renders';
import type { Comment } from '@galatea/store/talk';
import { builder } from './builder.ts';

export const RenderType = builder.objectRef<Render>('Render');
export const RenderBatchType = builder.objectRef<RenderBatch>('RenderBatch');
export const ArtworkType = builder.objectRef<Artwork>('Artwork');
export const UserType = builder.objectRef<User>('User');
export const RecipeType = builder.objectRef<Recipe>('Recipe');
export const CollectionType = builder.objectRef<Collection>('Collection');
export const CollectionSectionType = builder.objectRef<CollectionSection>('CollectionSection');
export const CommentType = builder.objectRef<Comment>('Comment');
export const ModerationActionType = builder.objectRef<ModerationAction>('ModerationAction');
export const AppealType = builder.objectRef<Appeal>('Appeal');

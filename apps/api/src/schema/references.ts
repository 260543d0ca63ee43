/**
 * @file The types that speak of each other, by name only, so that no two files import each other: a render has an
 * artwork, an artwork a render. Each is filled in by the file of its name; the recipe by those of its parts as well.
 */

import type { Recipe } from '@galatea/render';
import type { Appeal, Artwork, Comment, ModerationAction, Render, User } from '@galatea/store';
import { builder } from './builder.ts';

export const RenderType = builder.objectRef<Render>('Render');
export const ArtworkType = builder.objectRef<Artwork>('Artwork');
export const UserType = builder.objectRef<User>('User');
export const RecipeType = builder.objectRef<Recipe>('Recipe');
export const CommentType = builder.objectRef<Comment>('Comment');
export const ModerationActionType = builder.objectRef<ModerationAction>('ModerationAction');
export const AppealType = builder.objectRef<Appeal>('Appeal');

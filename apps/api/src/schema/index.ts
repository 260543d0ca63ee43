/** @file The schema: each file declares its part when it is loaded. */
import './account/access-tokens.ts';
import './account/change-password.ts';
import './account/claim-gallery.ts';
import './account/set-role.ts';
import './account/sign-in.ts';
import './account/sign-up.ts';
import './account/update-profile.ts';
import './artwork/artwork.ts';
import './artwork/artworks.ts';
import './artwork/compare-artworks.ts';
import './artwork/family.ts';
import './artwork/update-artwork.ts';
import './comment/comment.ts';
import './comment/comments.ts';
import './comment/create-comment.ts';
import './comment/delete-comment.ts';
import './comment/edit-comment.ts';
import './comment/reactions.ts';
import './health.ts';
import './node.ts';
import './pack/check-prompt.ts';
import './pack/packs.ts';
import './render/cancel-render.ts';
import './render/create-render.ts';
import './render/fork-render.ts';
import './render/publish-render.ts';
import './render/render-events.ts';
import './render/render.ts';
import './render/request-video.ts';
import './render/set-render-visibility.ts';
import './scalars.ts';
import './user/bind-user.ts';
import './user/user.ts';
import { builder } from './builder.ts';
import { guardScopes } from './scopes.ts';

/** The executable schema. Fields stand as declared, not sorted, so that the printed schema reads well. */
export const schema = guardScopes(builder.toSchema({ sortSchema: false }));

-- Who may comment on a collection, besides its curators: as on artworks.
ALTER TABLE "Collection" ADD COLUMN "commentPolicy" "CommentPolicy" NOT NULL DEFAULT 'EVERYONE';

-- AlterEnum
ALTER TYPE "CollectionOrder" ADD VALUE 'MOST_LIKED';
ALTER TYPE "CollectionOrder" ADD VALUE 'RANDOM';

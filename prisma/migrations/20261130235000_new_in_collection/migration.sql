-- Who follows a collection is told of what is put into it.
ALTER TYPE "NotificationKind" ADD VALUE 'NEW_IN_COLLECTION';

-- Moderators stop a render, with a reason in the log.
ALTER TYPE "ModerationKind" ADD VALUE 'STOP';

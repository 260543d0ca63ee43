export { type DisposableDatabase, disposableDatabase } from './disposable-database.ts';
export { type DisposableRedis, disposableRedis, redisMissing } from './disposable-redis.ts';
export { type DisposableServer, databaseOnServer, disposableServer } from './disposable-server.ts';
export { freePort } from './free-port.ts';
export { type LargeGallery, largeGallery, type OnFilling } from './gallery/large-gallery.ts';
export { type MailServer, mailServer, type ReceivedMail } from './mail-server.ts';
export { type Mailbox, mailbox } from './mailbox.ts';
export { type ModelMirror, modelMirror } from './model-mirror.ts';
export { type SocketClient, type SocketSubscription, socketClient } from './socket-client.ts';
